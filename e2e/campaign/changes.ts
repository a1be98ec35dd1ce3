import type { Fault } from "../support/emulator-control";
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

/** A fault that hits reading back: before it, an update is read by the client and by the console, a deletion by the console. */
export const onReadBack = (operation: "update" | "delete", fault: Fault): Fault => ({
  method: "GET",
  path: callOf.update.path,
  nth: operation === "update" ? 3 : 2,
  ...fault,
});

/** Changes and deletions: what the call answers, and reading back that fails as well. */
export const changes = (): Draft[] =>
  each(["update", "delete"] as const, (operation) => [
    plain(operation),
    ...hitting(operation, statuses()),
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
          faults: [once(operation, { kind: "reset", phase }), onReadBack(operation, { times: 1, ...fault })],
        }),
      ),
    ),
    // Longer than the request waits: who asked goes on looking.
    ...each(phases, (phase) => ({
      says: `${operation}: reset ${phase}, and nothing can be read for a while`,
      operation,
      faults: [
        once(operation, { kind: "reset", phase }),
        onReadBack(operation, { times: 6, kind: "error", status: 503 }),
      ],
      lasting: true,
    })),
    {
      says: `${operation}: lost twice, and carried out late`,
      operation,
      faults: [
        once(operation, { kind: "reset", phase: "before_commit" }),
        once(operation, { kind: "delay", phase: "before_commit", ms: 63_000, nth: 2 }),
      ],
      lasting: true,
    },
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
