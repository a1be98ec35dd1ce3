"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOutage } from "@/components/outage/use-outage";
import { useAccount } from "@/components/session/account-context";
import { Notice } from "@/components/ui/notice";
import { useOffline } from "@/components/ui/use-offline";
import { formatClock } from "@/lib/format";
import { reportReachable } from "@/lib/outage";
import { upstreamQuery } from "@/lib/queries/upstream";

/** What a person has to know while the browser or the console is cut off. It goes when that is over. */
export function OutageBanner() {
  const { account_id } = useAccount();
  const client = useQueryClient();
  const offline = useOffline();
  const since = useOutage();
  const { data } = useQuery(upstreamQuery(account_id, since));
  const isBack = since !== undefined && data?.unreachable_since === null;

  useEffect(() => {
    if (!isBack) return;
    reportReachable();
    void client.invalidateQueries({ queryKey: ["accounts", account_id] });
  }, [isBack, client, account_id]);

  if (!offline && (since === undefined || !data || isBack)) return null;
  return (
    <div data-print="hide" className="px-4 pt-4 md:px-6 md:pb-4">
      {offline ? (
        <Notice tone="info" role="status" title="You are offline">
          What is loaded stays readable, and nothing you type is lost. Changes wait until the connection is
          back.
        </Notice>
      ) : (
        <Notice
          tone="warning"
          role="status"
          title={`Databricks cannot be reached since ${formatClock(Math.min(since ?? Infinity, data?.unreachable_since ?? Infinity))}`}
        >
          The console tries again by itself. What is loaded stays readable, and nothing you type is lost.
        </Notice>
      )}
    </div>
  );
}
