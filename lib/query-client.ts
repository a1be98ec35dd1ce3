import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { reportUnreachable } from "@/lib/outage";
import { isProblem } from "@/lib/problems";
import { reportSessionEnded } from "@/lib/session-state";

/** Milliseconds of the longest wait a query takes upon itself; a longer one is shown, and counted down. */
const longestRetryDelay = 2_000;

const askedToWait = (error: unknown): number =>
  isProblem(error, "rate-limited", "upstream-unavailable") ? (error.problem.retryAfter ?? 0) * 1000 : 0;

function notice(error: unknown): void {
  if (isProblem(error, "unauthenticated")) reportSessionEnded();
  if (isProblem(error, "upstream-unreachable")) reportUnreachable();
}

/**
 * Reads are retried twice when the trouble may pass; changes never. Losing the session and losing sight of Databricks
 * are noticed here. A change is not put off until the browser is online again: nobody would know what is sent when.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 &&
          askedToWait(error) <= longestRetryDelay &&
          isProblem(
            error,
            "upstream-unavailable",
            "upstream-unreachable",
            "rate-limited",
            "sign-in-unavailable",
            "store-unavailable",
          ),
        retryDelay: (attempt, error) => Math.max(askedToWait(error), 500 * 2 ** attempt),
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
