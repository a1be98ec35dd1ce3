import type { Fault } from "../support/emulator-control";
import { onReadBack } from "./changes";
import { callOf, type Draft, type KillPoint, type Operation, once, onLists } from "./schedule";

/** Longer than the kill needs, so that whoever waits still waits then. */
const long = 40_000;

const calling = (operation: Operation): KillPoint => ({ is: "calling", ...callOf[operation] });

const during = (operation: Operation, fault: Fault): Draft => ({
  says: `${operation}: killed during ${fault.kind} ${String(fault.phase ?? "")}`,
  operation,
  faults: [once(operation, fault)],
  kill: calling(operation),
});

const held: Fault[] = [
  { kind: "hang", phase: "before_commit" },
  { kind: "hang", phase: "after_commit" },
  // Databricks works on when the console is gone.
  { kind: "delay", phase: "before_commit", ms: 6_000 },
  { kind: "delay", phase: "after_commit", ms: 6_000 },
  { kind: "drip", chunk_bytes: 4, interval_ms: 500 },
];

/** The console is killed twice: when all of these have come to their points, and again while it tends them. */
export const kills = (): Draft[] => [
  {
    says: "create: killed before the call",
    faults: [onLists({ kind: "delay", ms: long, times: 1 })],
    kill: { is: "calling", method: "GET", path: callOf.create.path },
  },
  ...held.map((fault) => during("create", fault)),
  ...held.slice(0, 4).map((fault) => during("create-public", fault)),
  ...held.slice(0, 4).map((fault) => during("update", fault)),
  ...held.slice(0, 4).map((fault) => during("delete", fault)),
  { says: "create: killed after sealing, before the confirmation", kill: { is: "sealed" } },
  {
    says: "create: killed after sealing what broke off",
    faults: [once("create", { kind: "cut", at_byte: 170 })],
    kill: { is: "sealed" },
  },
  {
    says: "create: killed while it is checked, nothing there",
    faults: [once("create", { kind: "reset", phase: "before_commit" })],
    kill: { is: "unknown" },
  },
  {
    says: "create: killed while it is checked, and lists lag",
    faults: [once("create", { kind: "reset", phase: "after_commit" }), { kind: "list_lag", ms: 25_000 }],
    kill: { is: "unknown" },
  },
  ...(["update", "delete"] as const).map((operation) => ({
    says: `${operation}: killed while it is checked, and nothing can be read for a while`,
    operation,
    faults: [
      once(operation, { kind: "reset", phase: "after_commit" }),
      onReadBack(operation, { times: 6, kind: "error", status: 503 }),
    ],
    lasting: true,
    kill: { is: "unknown" as const },
  })),
  {
    says: "create: killed before the repair",
    faults: [once("create", { kind: "reset", phase: "after_commit" })],
    kill: { is: "orphan" },
  },
  {
    says: "create: killed while the same request came five times",
    faults: [once("create", { kind: "hang", phase: "after_commit" })],
    behaviour: { is: "doubles", times: 5 },
    kill: calling("create"),
  },
];
