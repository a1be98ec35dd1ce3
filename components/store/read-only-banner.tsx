"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useAccount } from "@/components/session/account-context";
import { Notice } from "@/components/ui/notice";
import { healthQuery } from "@/lib/queries/health";
import { isStoreReadOnly, subscribeToStoreState } from "@/lib/store-state";

/** On every page while the console cannot write to its store. It goes by itself when that works again. */
export function ReadOnlyBanner() {
  const readOnly = useSyncExternalStore(subscribeToStoreState, isStoreReadOnly, () => false);
  return (
    <div role="status" data-print="hide" className="px-4 pt-4 empty:hidden md:px-6 md:pb-4">
      {readOnly && <ReadOnly />}
    </div>
  );
}

function ReadOnly() {
  const { account_id } = useAccount();
  const client = useQueryClient();
  // What it answers is noted by whoever reads the answer.
  useQuery(healthQuery());

  useEffect(
    // It is over: what could not be read meanwhile is read again.
    () => () => void client.invalidateQueries({ queryKey: ["accounts", account_id] }),
    [client, account_id],
  );

  return (
    <Notice tone="warning" title="Read-only: the console cannot write to its store">
      You can look at everything. Changes are refused before anything is sent to Databricks, because they
      could not be written down. Tell whoever runs this console: its disk may be full, or its database down.
      This goes away when it works again.
    </Notice>
  );
}
