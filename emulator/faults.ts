import { z } from "zod";

/**
 * What can be made to go wrong, as data. `POST /emulator/control` with `set_faults` takes a list of these; for each
 * call the first fault that matches acts. "Commit" is the moment the account changes or a token is issued.
 */

const phase = z.enum(["before_commit", "after_commit"]);
const status = z.int().min(200).max(599);

/** Which calls a fault concerns. Nothing given: every API and OAuth call of the account. */
const matching = {
  method: z.enum(["GET", "POST", "PATCH", "PUT", "DELETE"]).optional(),
  // Path with `*` for any run of characters, for example `*/custom-app-integrations/*` or `*/v1/token`.
  path: z.string().min(1).optional(),
  /** For the token endpoint. */
  grant_type: z.string().optional(),
  /** The first matching call that is hit, counted from 1. */
  nth: z.int().min(1).default(1),
  /** How many matching calls are hit from there on. Left out: all of them. */
  times: z.int().min(1).optional(),
};

const delay = z.strictObject({
  kind: z.literal("delay"),
  ...matching,
  phase: phase.default("before_commit"),
  ms: z.int().min(0),
});

/** The connection is reset (RST), with the status line sent first in phase `after_headers`. */
const reset = z.strictObject({
  kind: z.literal("reset"),
  ...matching,
  phase: z.enum(["before_commit", "after_commit", "after_headers"]),
});

/** No answer ever comes, until the client gives up. */
const hang = z.strictObject({ kind: z.literal("hang"), ...matching, phase });

/** The full length is announced, then the connection ends (FIN) or is reset after this many bytes of the body. */
const cut = z.strictObject({
  kind: z.literal("cut"),
  ...matching,
  at_byte: z.int().min(0),
  how: z.enum(["end", "reset"]).default("end"),
});

/** An error in one of the shapes the vendor and the things in front of it use. */
const error = z.strictObject({
  kind: z.literal("error"),
  ...matching,
  phase: phase.default("before_commit"),
  status: z.int().min(400).max(599),
  shape: z.enum(["standard", "api_1_2", "scim", "text", "html", "empty", "oauth"]).default("standard"),
  error_code: z.string().optional(),
  message: z.string().optional(),
  /** Sent as it is: seconds, a date, a negative number, garbage. */
  retry_after: z.string().optional(),
});

/** Any answer at all: malformed JSON, `null`, a login page, a byte order mark. */
const answer = z.strictObject({
  kind: z.literal("answer"),
  ...matching,
  phase: phase.default("before_commit"),
  status: status.default(200),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string(),
  /** `base64` for bytes that are no text. */
  encoding: z.enum(["utf8", "base64"]).default("utf8"),
});

/** 200 with the HTML of somebody's sign-in page. */
const loginPage = z.strictObject({
  kind: z.literal("login_page"),
  ...matching,
  phase: phase.default("before_commit"),
});

const redirect = z.strictObject({
  kind: z.literal("redirect"),
  ...matching,
  phase: phase.default("before_commit"),
  status: z
    .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
    .default(302),
  location: z.string(),
});

/** The true JSON answer with members of its top level taken out or put in. */
const rewrite = z.strictObject({
  kind: z.literal("rewrite"),
  ...matching,
  remove: z.array(z.string()).default([]),
  merge: z.record(z.string(), z.unknown()).default({}),
});

/** The true answer, in pieces, slowly. */
const drip = z.strictObject({
  kind: z.literal("drip"),
  ...matching,
  chunk_bytes: z.int().min(1),
  interval_ms: z.int().min(0),
});

/** 200 with a JSON string of this many bytes. */
const flood = z.strictObject({
  kind: z.literal("flood"),
  ...matching,
  phase: phase.default("before_commit"),
  bytes: z.int().min(1),
});

/** More than this many matching calls in a second get 429. */
const rateLimit = z.strictObject({
  kind: z.literal("rate_limit"),
  ...matching,
  per_second: z.int().min(1),
  retry_after: z.string().optional(),
});

/** New integrations are missing from lists for this long; get finds them at once. */
const listLag = z.strictObject({ kind: z.literal("list_lag"), ms: z.int().min(0) });

/** New client ids, and apps just enabled, are unknown to the OAuth server for this long. */
const propagationDelay = z.strictObject({ kind: z.literal("propagation_delay"), ms: z.int().min(0) });

/** Lists that never end, refuse their own tokens, or answer an empty page with a token before each real one. */
const pageTokens = z.strictObject({
  kind: z.literal("page_tokens"),
  mode: z.enum(["loop", "refuse", "empty_pages"]),
});

export const faultSchema = z.discriminatedUnion("kind", [
  delay,
  reset,
  hang,
  cut,
  error,
  answer,
  loginPage,
  redirect,
  rewrite,
  drip,
  flood,
  rateLimit,
  listLag,
  propagationDelay,
  pageTokens,
]);

export type Fault = z.output<typeof faultSchema>;

/** Faults that hit a call, as opposed to those that change how data is shown. */
export type CallFault = Exclude<Fault, { kind: "list_lag" | "propagation_delay" | "page_tokens" }>;
