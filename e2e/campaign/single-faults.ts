import type { Fault } from "../support/emulator-control";
import { type Behaviour, type Draft, type Operation, once } from "./schedule";

/** The faults of one call, each by itself. */

export const phases = ["before_commit", "after_commit"] as const;
export const each = <T, U>(values: readonly T[], map: (value: T) => U | U[]): U[] => values.flatMap(map);
export const said = (fault: Fault) =>
  Object.entries(fault)
    .filter(([name]) => !["method", "path", "times"].includes(name))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");

export const hitting = (operation: Operation, faults: readonly Fault[], rest: Partial<Draft> = {}): Draft[] =>
  faults.map((fault) => ({
    says: `${operation}: ${said(fault)}`,
    operation,
    faults: [once(operation, fault)],
    ...rest,
  }));

/** Databricks' own words for "no" are believed, so they only come where nothing was done: see docs/operations.md. */
const refusals = [400, 403, 404, 409, 422];
const unclear = [500, 501, 502, 503, 504, 520];

export const statuses = (): Fault[] => [
  ...each([...refusals, 401, 429, ...unclear], (status) => ({ kind: "error", status })),
  ...each([401, 429, ...unclear], (status) => ({ kind: "error", status, phase: "after_commit" })),
  ...each([400, 403, 404, 502, 503], (status) =>
    each(["html", "empty"], (shape) => ({ kind: "error", status, shape, phase: "after_commit" })),
  ),
  ...each(["html", "empty", "text", "api_1_2", "scim", "oauth"], (shape) => ({
    kind: "error",
    status: 503,
    shape,
  })),
];

export const transport = (): Fault[] => [
  ...each(["before_commit", "after_commit", "after_headers"], (phase) => ({ kind: "reset", phase })),
  ...each(phases, (phase) => ({ kind: "hang", phase })),
  ...each(phases, (phase) => ({ kind: "delay", phase, ms: 3_000 })),
  // Longer than the console waits for a first byte: it commits when nobody listens any more.
  { kind: "delay", phase: "before_commit", ms: 63_000 },
  { kind: "drip", chunk_bytes: 1, interval_ms: 5 },
  { kind: "drip", chunk_bytes: 40, interval_ms: 500 },
  ...each(phases, (phase) => ({ kind: "flood", phase, bytes: 3_000_000 })),
  ...each(phases, (phase) => ({ kind: "login_page", phase })),
  ...each([301, 302, 303, 307, 308], (status) => ({
    kind: "redirect",
    status,
    phase: "after_commit",
    location: "https://elsewhere.example.com/",
  })),
  { kind: "redirect", location: "/" },
];

const bodies = ["", "null", "[]", "{}", '"text"', "\ufeff{}", '{"integration_id":', '{"integration_id":1}'];

export const answers = (): Fault[] => [
  ...each(bodies, (body) => ({ kind: "answer", body, phase: "after_commit" })),
  ...each(bodies.slice(0, 4), (body) => ({ kind: "answer", body })),
  ...each([201, 202, 204], (status) => ({ kind: "answer", status, body: "{}", phase: "after_commit" })),
  { kind: "answer", body: '{"__proto__":{"client_secret":"x"}}', phase: "after_commit" },
  { kind: "answer", body: "/9j/4AAQSkZJRg==", encoding: "base64", phase: "after_commit" },
];

export const rewrites = (): Fault[] => [
  ...each(
    [["client_secret"], ["integration_id"], ["client_id"], ["integration_id", "client_id"], ["principal_id"]],
    (remove) => ({ kind: "rewrite", remove }),
  ),
  { kind: "rewrite", merge: { client_secret_expire_time: "2030-01-01T00:00:00Z", later: [1, 2] } },
];

const waits = ["0", "1", "2", "-1", "1.5", "soon", "", "99999", "Thu, 01 Jan 2026 00:00:00 GMT"];

export const rateLimits = (): Fault[] => [
  ...each(waits, (retry_after) => ({ kind: "error", status: 429, retry_after })),
  ...each(["0", "1", "soon"], (retry_after) => ({ kind: "error", status: 503, retry_after })),
  ...each(["0", "1"], (retry_after) => ({
    kind: "error",
    status: 429,
    retry_after,
    phase: "after_commit",
  })),
  { kind: "error", status: 429, retry_after: "1", times: 2 },
  { kind: "error", status: 401, times: 2 },
];

export const plain = (operation: Operation): Draft => ({
  says: `${operation}: nothing goes wrong`,
  operation,
});

/** Time for a client to do something else before its answer comes. */
export const slow: Fault = { kind: "delay", phase: "after_commit", ms: 1_500 };
export const clients: Behaviour[] = [
  { is: "comes-back", after_ms: 20 },
  { is: "comes-back", after_ms: 300 },
  { is: "comes-back", after_ms: 900 },
  { is: "looks-again", after_ms: 300 },
  { is: "looks-again", after_ms: 900 },
  { is: "doubles", times: 2 },
  { is: "doubles", times: 5 },
  { is: "doubles", times: 20 },
  { is: "reuses-key" },
];
