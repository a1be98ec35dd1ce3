import type { Fault } from "../support/emulator-control";
import { type Behaviour, callOf, type Draft, type Operation, once, onLists } from "./schedule";

/** The faults of one call, each by itself. */

const phases = ["before_commit", "after_commit"] as const;
const each = <T, U>(values: readonly T[], map: (value: T) => U | U[]): U[] => values.flatMap(map);
const said = (fault: Fault) =>
  Object.entries(fault)
    .filter(([name]) => !["method", "path", "times"].includes(name))
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(", ");

const hitting = (operation: Operation, faults: readonly Fault[], rest: Partial<Draft> = {}): Draft[] =>
  faults.map((fault) => ({
    says: `${operation}: ${said(fault)}`,
    operation,
    faults: [once(operation, fault)],
    ...rest,
  }));

/** Databricks' own words for "no" are believed, so they only come where nothing was done: see docs/operations.md. */
const refusals = [400, 403, 404, 409, 422];
const unclear = [500, 501, 502, 503, 504, 520];

const statuses = (): Fault[] => [
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

const transport = (): Fault[] => [
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

const answers = (): Fault[] => [
  ...each(bodies, (body) => ({ kind: "answer", body, phase: "after_commit" })),
  ...each(bodies.slice(0, 4), (body) => ({ kind: "answer", body })),
  ...each([201, 202, 204], (status) => ({ kind: "answer", status, body: "{}", phase: "after_commit" })),
  { kind: "answer", body: '{"__proto__":{"client_secret":"x"}}', phase: "after_commit" },
  { kind: "answer", body: "/9j/4AAQSkZJRg==", encoding: "base64", phase: "after_commit" },
];

const rewrites = (): Fault[] => [
  ...each(
    [["client_secret"], ["integration_id"], ["client_id"], ["integration_id", "client_id"], ["principal_id"]],
    (remove) => ({ kind: "rewrite", remove }),
  ),
  { kind: "rewrite", merge: { client_secret_expire_time: "2030-01-01T00:00:00Z", later: [1, 2] } },
];

const waits = ["0", "1", "2", "-1", "1.5", "soon", "", "99999", "Thu, 01 Jan 2026 00:00:00 GMT"];

const rateLimits = (): Fault[] => [
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

const lags = (): Draft[] =>
  each([400, 1_500, 5_000, 20_000, 45_000], (ms) =>
    each(
      [
        { kind: "reset", phase: "after_commit" },
        { kind: "error", status: 502, phase: "after_commit" },
        { kind: "cut", at_byte: 90 },
      ],
      (fault) => ({
        says: `create: ${said(fault)}, and lists lag ${ms} ms`,
        faults: [once("create", fault), { kind: "list_lag", ms }],
      }),
    ),
  );

/** Of the lists, the first is read before the create; those after it look for what came of it. */
const lists = (): Draft[] =>
  each(
    [
      { kind: "error", status: 500 },
      { kind: "error", status: 429, retry_after: "1" },
      { kind: "reset", phase: "before_commit" },
      { kind: "answer", body: '{"apps":' },
      { kind: "login_page" },
      { kind: "cut", at_byte: 40 },
      { kind: "error", status: 401 },
    ],
    (fault) => [
      { says: `create: the list before it: ${said(fault)}`, faults: [onLists({ ...fault, times: 1 })] },
      ...each(phases, (phase) => ({
        says: `create: reset ${phase}, then lists: ${said(fault)}`,
        faults: [once("create", { kind: "reset", phase }), onLists({ ...fault, nth: 2, times: 2 })],
      })),
    ],
  );

const paging = (): Draft[] =>
  each(["loop", "refuse", "empty_pages"], (mode) => ({
    says: `create: page tokens ${mode}`,
    faults: [{ kind: "page_tokens", mode }],
  }));

const tokens = (): Draft[] =>
  each(
    [
      { kind: "error", status: 500 },
      { kind: "hang", phase: "before_commit" },
    ],
    (fault) => ({
      says: `create: 401, and the token is not renewed: ${said(fault)}`,
      faults: [once("create", { kind: "error", status: 401 }), { ...fault, path: "*/v1/token", times: 1 }],
    }),
  );

const slow: Fault = { kind: "delay", phase: "after_commit", ms: 1_500 };
const clients: Behaviour[] = [
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

/** What the client does, alone and with one fault of the call. */
const behaviours = (): Draft[] =>
  each(clients, (behaviour) =>
    each(
      [
        undefined,
        slow,
        { kind: "reset", phase: "after_commit" },
        { kind: "cut", at_byte: 160 },
        { kind: "drip", chunk_bytes: 20, interval_ms: 150 },
      ],
      (fault) => ({
        says: `create: the client ${JSON.stringify(behaviour)}${fault ? `, ${said(fault)}` : ""}`,
        faults: fault ? [once("create", fault)] : [],
        behaviour,
      }),
    ),
  );

const lostAfterCommit: Fault[] = [
  { kind: "reset", phase: "after_commit" },
  { kind: "cut", at_byte: 60, how: "reset" },
  { kind: "error", status: 502, shape: "html", phase: "after_commit" },
];

/** A repair that goes wrong as well. */
const repairs = (): Draft[] =>
  each(lostAfterCommit, (lost) =>
    each(
      [
        { kind: "reset", phase: "before_commit" },
        { kind: "reset", phase: "after_commit" },
        { kind: "error", status: 500, phase: "after_commit" },
        { kind: "error", status: 429, retry_after: "1" },
        { kind: "error", status: 401 },
        { kind: "login_page" },
      ],
      (fault) => ({
        says: `create: ${said(lost)}, then the repair: ${said(fault)}`,
        faults: [once("create", lost), once("delete", fault)],
        lasting: true,
      }),
    ),
  );

/** A second answer that is lost after a repair. */
const twice = (): Draft[] =>
  each(lostAfterCommit, (fault) => ({
    says: `create: twice in a row ${said(fault)}`,
    faults: [{ ...once("create", fault), times: 2 }],
    lasting: true,
  }));

const plain = (operation: Operation): Draft => ({ says: `${operation}: nothing goes wrong`, operation });

export const creates = (): Draft[] => [
  plain("create"),
  ...hitting("create", statuses()),
  ...hitting("create", transport()),
  ...hitting("create", answers()),
  ...hitting("create", rewrites()),
  ...hitting("create", rateLimits()),
  ...lags(),
  ...lists(),
  ...paging(),
  ...tokens(),
  ...behaviours(),
  ...repairs(),
  ...twice(),
  plain("create-public"),
  ...hitting("create-public", statuses().slice(0, 24)),
  ...hitting("create-public", transport().slice(0, 3)),
];

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
