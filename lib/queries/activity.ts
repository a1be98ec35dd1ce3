import { infiniteQueryOptions } from "@tanstack/react-query";
import { type ActivityFilter, activityPageSchema } from "@/lib/activity";
import { send } from "@/lib/http";

const path = (account_id: string) => `/api/console/accounts/${encodeURIComponent(account_id)}/activity`;

/** What was done in the account, newest first, page by page. */
export const activityQuery = (account_id: string, filter: ActivityFilter) =>
  infiniteQueryOptions({
    queryKey: ["accounts", account_id, "activity", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = filterQuery(filter);
      if (pageParam !== undefined) query.set("before", String(pageParam));
      return send(`${path(account_id)}?${query}`, { schema: activityPageSchema, signal });
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ before }) => before,
    staleTime: 0,
  });

/** Where the same can be had as a file. */
export function activityExport(account_id: string, filter: ActivityFilter, format: "csv" | "ndjson"): string {
  const query = filterQuery(filter);
  query.set("format", format);
  return `${path(account_id)}/export?${query}`;
}

function filterQuery(filter: ActivityFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
