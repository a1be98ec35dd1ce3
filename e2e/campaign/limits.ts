import { type Draft, once } from "./schedule";

/** What nobody can help, as `docs/operations.md` tells it: each of these breaks an invariant, and is expected to. */
export const limits = (): Draft[] => [
  ...[401, 429].map((status) => ({
    says: `create: ${status} after it was done, and lists lag`,
    faults: [
      once("create", { kind: "error", status, phase: "after_commit" }),
      { kind: "list_lag", ms: 5_000 },
    ],
  })),
  {
    says: "create: 401 after it was done, and the token is not renewed",
    faults: [
      once("create", { kind: "error", status: 401, phase: "after_commit" }),
      { kind: "error", status: 500, path: "*/v1/token", times: 1 },
    ],
  },
  ...[400, 403, 404, 409, 422].map((status) => ({
    says: `create: ${status} after it was done`,
    faults: [once("create", { kind: "error", status, phase: "after_commit" })],
  })),
  {
    says: "create: lost after it was done, and lists lag for longer than a minute",
    faults: [once("create", { kind: "reset", phase: "after_commit" }), { kind: "list_lag", ms: 80_000 }],
  },
];
