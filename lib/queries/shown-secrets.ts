import { queryOptions } from "@tanstack/react-query";
import { send } from "@/lib/http";
import { z } from "@/lib/zod";

/** To whom and when this console showed a connection's secret. Null when another tool created it. */
export const shownSecretSchema = z.object({
  shown: z.object({ shown_to: z.string(), shown_at: z.number() }).nullable(),
});

export const shownSecretQuery = (account_id: string, integration_id: string) =>
  queryOptions({
    queryKey: ["accounts", account_id, "shown-secrets", integration_id],
    queryFn: ({ signal }) =>
      send(
        `/api/console/accounts/${encodeURIComponent(account_id)}/shown-secrets/${encodeURIComponent(integration_id)}`,
        { schema: shownSecretSchema, signal },
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
