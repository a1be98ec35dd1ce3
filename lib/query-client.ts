import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/lib/problems";
import { reportSessionEnded } from "@/lib/session-state";

/** Milliseconds of the longest wait a query takes upon itself; a longer one is shown with a retry button. */
const longestRetryDelay = 30_000;

function noticeSessionEnd(error: unknown): void {
  if (isProblem(error, "unauthenticated")) reportSessionEnded();
}

/** Reads are retried twice when the trouble may pass; changes never. Losing the session is noticed here. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSessionEnd }),
    mutationCache: new MutationCache({ onError: noticeSessionEnd }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < 2 &&
          isProblem(
            error,
            "upstream-unavailable",
            "upstream-unreachable",
            "rate-limited",
            "sign-in-unavailable",
          ),
        retryDelay: (attempt, error) => {
          const asked = isProblem(error, "rate-limited") ? (error.problem.retryAfter ?? 1) * 1000 : 0;
          return Math.min(Math.max(asked, 500 * 2 ** attempt), longestRetryDelay);
        },
      },
      mutations: { retry: false },
    },
  });
}
