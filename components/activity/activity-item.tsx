"use client";

import { ChevronRight } from "lucide-react";
import { ActivityDiff } from "@/components/activity/activity-diff";
import { CreateAgain } from "@/components/activity/create-again";
import { EnableAgain } from "@/components/activity/enable-again";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { Activity } from "@/lib/activity";
import { activityOutcome, activityWords } from "@/lib/activity-words";
import { createAgainFrom, enableAgainFrom } from "@/lib/create-again";

/** One thing somebody did, in a line; what changed and where it came from below it on request. */
export function ActivityItem({ activity }: { activity: Activity }) {
  const { t, actor, target, diff = [] } = activity;
  const outcome = activityOutcome(activity);
  const again = createAgainFrom(activity);
  const enableAgain = enableAgainFrom(activity);
  const name = target?.name ?? target?.id;
  return (
    <li className="px-4 py-2.5">
      <details className="group">
        <summary className="grid cursor-pointer grid-cols-[auto_1fr_auto] gap-x-2 rounded-md">
          <ChevronRight aria-hidden className="mt-0.5 text-muted transition-transform group-open:rotate-90" />
          <span className="min-w-0 wrap-anywhere">
            <bdi className="font-medium">{actor?.email || actor?.name || "The console"}</bdi>{" "}
            {activityWords(activity)}
            {name !== undefined && (
              <>
                {" "}
                <bdi className="font-medium">{name}</bdi>
              </>
            )}
            {outcome && (
              <>
                {" "}
                <Tag tone={outcome === "not done" ? undefined : "warning"}>{outcome}</Tag>
              </>
            )}
          </span>
          <RelativeTime value={t} focusable={false} className="pl-4 text-sm text-muted" />
        </summary>
        <div className="mt-3 space-y-4 sm:pl-6">
          {diff.length > 0 && <ActivityDiff diff={diff} />}
          {again && <CreateAgain draft={again} />}
          {enableAgain && name !== undefined && <EnableAgain name={name} draft={enableAgain} />}
          <Facts facts={factsOf(activity)} />
        </div>
      </details>
    </li>
  );
}

function factsOf({ seq, event, t, actor, session, source, target, intent, ack, upstream }: Activity) {
  const facts: [term: string, value: string | number | undefined][] = [
    ["Time", t],
    ["Event", event],
    ["Person", actor?.name === actor?.email ? undefined : actor?.name],
    ["Connection", target?.id],
    ["Client ID", target?.client_id],
    ["Warnings accepted", ack?.join(", ")],
    ["Databricks answered", upstream?.status],
    ["Databricks’ request ID", upstream?.requestId],
    ["From", source?.ip],
    ["With", source?.user_agent],
    ["Session", session],
    ["Change", intent],
    ["Number in the log", seq],
  ];
  return facts.flatMap(([term, value]) =>
    value === undefined || value === ""
      ? []
      : [{ term, value: <bdi className="wrap-anywhere">{value}</bdi> }],
  );
}
