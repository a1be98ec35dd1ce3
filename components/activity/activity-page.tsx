"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { ActivityFilterBar } from "@/components/activity/activity-filter";
import { ActivityItem } from "@/components/activity/activity-item";
import { useActivityState } from "@/components/activity/use-activity-state";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { LoadProblem } from "@/components/problem/load-problem";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { activitiesOf } from "@/lib/activity";
import { activityExport, activityQuery } from "@/lib/queries/activity";

/** What was done in this account through the console, newest first. */
export function ActivityPage() {
  const { account_id, label } = useAccount();
  const state = useActivityState();
  const { filter, isFiltered } = state;
  const search = useRef<HTMLInputElement>(null);
  const clear = () => {
    state.clear();
    // The button goes away with what it clears.
    search.current?.focus();
  };
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    activityQuery(account_id, filter),
  );
  const activities = useMemo(
    () => data && activitiesOf(data.pages.flatMap(({ records }) => records)),
    [data],
  );
  const file = (format: "csv" | "ndjson") => (
    <a
      href={activityExport(account_id, filter, format)}
      download
      className={buttonClass({ variant: "secondary", size: "md" })}
    >
      Export {format === "csv" ? "CSV" : "NDJSON"}
    </a>
  );

  return (
    <>
      <PageHeader
        title="Activity"
        description={
          <>
            What was done in <bdi>{label}</bdi> through this console, and by whom. It cannot be altered here.
          </>
        }
        actions={
          <>
            {file("csv")}
            {file("ndjson")}
          </>
        }
      />
      <ActivityFilterBar {...state} clear={clear} searchRef={search} />
      {error && (
        <LoadProblem
          error={error}
          loaded={data !== undefined}
          retrying={isFetching}
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <TableSkeleton label="Loading activity" rows={8} />}
      {activities?.length === 0 && (
        <EmptyState title={isFiltered ? "Nothing of that kind was done" : "Nothing was done yet"}>
          <p>
            {isFiltered
              ? "No record matches the person, the kind and the days."
              : "Sign-ins and every change made through this console will stand here."}
          </p>
        </EmptyState>
      )}
      {activities && activities.length > 0 && (
        <ol
          aria-label="Activity"
          className="divide-y divide-subtle rounded-lg border border-default bg-surface"
        >
          {activities.map((activity) => (
            <ActivityItem key={activity.seq} activity={activity} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div className="mt-4">
          <Button pending={isFetching} onClick={() => void fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </>
  );
}
