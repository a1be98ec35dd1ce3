"use client";

import { useEffect, useReducer, useSyncExternalStore } from "react";
import { useAccount } from "@/components/session/account-context";
import { propagationTime, recentChange, subscribeToRecentChanges } from "@/lib/recent-changes";

/** When the connection was saved from this browser and until when that may be on its way; undefined once through. */
export function useRecentChange(integration_id: string): { at: number; until: number } | undefined {
  const { account_id } = useAccount();
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const at = useSyncExternalStore(
    subscribeToRecentChanges,
    () => recentChange(account_id, integration_id),
    () => undefined,
  );
  const until = at === undefined ? undefined : at + propagationTime;

  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(renderAgain, until - Date.now() + 50);
    return () => clearTimeout(timer);
  }, [until]);

  return at === undefined || until === undefined ? undefined : { at, until };
}
