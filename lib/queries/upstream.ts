import { queryOptions } from "@tanstack/react-query";
import { send } from "@/lib/http";
import { z } from "@/lib/zod";

/** Since when the console cannot reach Databricks, in milliseconds since the epoch. Null when it can. */
const upstreamSchema = z.object({ unreachable_since: z.number().nullable() });

/** Milliseconds between two questions while it cannot be reached. The console itself tries once in five seconds. */
const pace = 3_000;

/** Whether Databricks can be reached, asked until it can. `since` tells one outage from the next. */
export const upstreamQuery = (account_id: string, since: number | undefined) =>
  queryOptions({
    queryKey: ["upstream", account_id, since],
    queryFn: ({ signal }) =>
      send(`/api/console/accounts/${encodeURIComponent(account_id)}/upstream`, {
        schema: upstreamSchema,
        signal,
      }),
    enabled: since !== undefined,
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data?.unreachable_since === null ? false : pace),
  });
