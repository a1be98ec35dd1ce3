import type { Fault } from "../support/emulator-control";
import { type Draft, once, onLists } from "./schedule";
import {
  answers,
  clients,
  each,
  hitting,
  phases,
  plain,
  rateLimits,
  rewrites,
  said,
  slow,
  statuses,
  transport,
} from "./single-faults";

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
