import { callOf, type Draft, once } from "./schedule";
import {
  clients,
  each,
  hitting,
  phases,
  plain,
  rateLimits,
  said,
  slow,
  statuses,
  transport,
} from "./single-faults";

/** Changes and deletions: what the call answers, and reading back that fails as well. */
export const changes = (): Draft[] =>
  each(["update", "delete"] as const, (operation) => [
    plain(operation),
    // To a deletion, 404 in Databricks' own words says that it is gone.
    ...hitting(
      operation,
      statuses().filter(({ status, shape }) => operation === "update" || status !== 404 || shape),
    ),
    ...hitting(operation, transport()),
    ...hitting(operation, rateLimits().slice(0, 8)),
    ...each(phases, (phase) =>
      each(
        [
          { kind: "error", status: 500 },
          { kind: "reset", phase: "before_commit" },
        ],
        (fault) => ({
          says: `${operation}: reset ${phase}, and reading back: ${said(fault)}`,
          operation,
          faults: [
            once(operation, { kind: "reset", phase }),
            {
              method: "GET",
              path: callOf.update.path,
              nth: operation === "update" ? 3 : 2,
              times: 1,
              ...fault,
            },
          ],
        }),
      ),
    ),
    ...each(clients.slice(1, 2), (behaviour) => ({
      says: `${operation}: the client ${JSON.stringify(behaviour)}`,
      operation,
      faults: [once(operation, slow)],
      behaviour,
    })),
    {
      says: `${operation}: five at once with one key`,
      operation,
      faults: [once(operation, slow)],
      behaviour: { is: "doubles", times: 5 },
    },
  ]);
