import { z } from "@/lib/zod";

/**
 * The closed registry of problem types (RFC 9457). `title` says what happened, `next` what to do about it.
 * The words live here and nowhere else; `detail` on the wire adds only what is specific to one occurrence.
 */
export const problemTypes = {
  unauthenticated: {
    status: 401,
    title: "Your session has ended",
    next: "Sign in again. You come back to this page.",
  },
  "wrong-account": {
    status: 403,
    title: "You are signed in to another account",
    next: "Sign in to the account this page belongs to, or go back to the one you are signed in to.",
  },
  "not-account-admin": {
    status: 403,
    title: "You are not an admin of this account",
    next: "An account admin can give you the role: account console, User management, your user, Roles, Account admin.",
  },
  forbidden: {
    status: 403,
    title: "Databricks refused this",
    next: "Check that your role and the scopes of Latchkey's own app connection allow it.",
  },
  "cross-site": {
    status: 403,
    title: "The request did not come from this console",
    next: "Reload the page and try again.",
  },
  "not-found": {
    status: 404,
    title: "It does not exist",
    next: "It may have been deleted. The list shows what is there now.",
  },
  conflict: {
    status: 409,
    title: "It conflicts with what is already there",
    next: "Reload to see the current state, then try again.",
  },
  unacknowledged: {
    status: 409,
    title: "A warning has not been accepted",
    next: "Read the warnings, tick the box and save again.",
  },
  "in-flight": {
    status: 409,
    title: "It is already being done",
    next: "Wait a moment. Nothing is sent twice.",
  },
  "key-reused": {
    status: 422,
    title: "The key of this request belongs to another one",
    next: "Reload the page and try again.",
  },
  "changed-meanwhile": {
    status: 412,
    title: "Somebody else changed this connection meanwhile",
    next: "Load it again, look at what changed, and save on top of that.",
  },
  "precondition-required": {
    status: 428,
    title: "The request does not say which version it changes",
    next: "Reload the page and try again.",
  },
  "saved-unseen": {
    status: 502,
    title: "It was saved, but could not be read back",
    next: "Reload to see what Databricks holds now.",
  },
  "too-large": { status: 413, title: "The request is too large", next: "Send less than 64 KB." },
  "unsupported-media-type": {
    status: 415,
    title: "The request is not JSON",
    next: "Send the body as application/json.",
  },
  invalid: {
    status: 400,
    title: "Some values were not accepted",
    next: "Correct what is marked and save again.",
  },
  "rate-limited": {
    status: 429,
    title: "Databricks asks to slow down",
    next: "Wait a moment and try again.",
  },
  "upstream-unreachable": {
    status: 502,
    title: "Databricks could not be reached",
    next: "Check the console server's network and the account host, then try again.",
  },
  "upstream-unavailable": {
    status: 503,
    title: "Databricks is having trouble",
    next: "Try again in a minute.",
  },
  "upstream-unexpected": {
    status: 502,
    title: "Databricks gave an answer that makes no sense here",
    next: "A proxy or private-link rule between this console and Databricks may have answered instead. Try again; if it stays, give the reference to whoever runs this console.",
  },
  "upstream-unauthenticated": {
    status: 502,
    title: "Databricks did not accept the access token",
    next: "The token has been renewed, so try again. If it stays, sign out and sign in again.",
  },
  "outcome-unknown": {
    status: 502,
    title: "Databricks did not confirm",
    next: "Look at the current state before you try again.",
  },
  "not-made": {
    status: 502,
    title: "It was not made",
    next: "Nothing was changed. Try again.",
  },
  unsealable: {
    status: 400,
    title: "This browser cannot receive a secret safely",
    next: "Open this console over https, in a browser that lets it store data. A public client needs no secret and can be created here.",
  },
  "sign-in-unavailable": {
    status: 503,
    title: "Your access could not be renewed",
    next: "You are still signed in. Try again in a minute.",
  },
  "store-unavailable": {
    status: 503,
    title: "The console's store does not work",
    next: "Try again in a minute. If it stays, tell whoever runs this console: its disk may be full, or its database down.",
  },
  stopping: {
    status: 503,
    title: "The console is being restarted",
    next: "Wait a moment and try again.",
  },
  internal: {
    status: 500,
    title: "The console failed",
    next: "Try again. If it stays, give the reference to whoever runs this console.",
  },
  offline: {
    status: 503,
    title: "The console could not be reached",
    next: "Check your network connection and try again.",
  },
} as const satisfies Record<string, { status: number; title: string; next: string }>;

export type ProblemType = keyof typeof problemTypes;

/** What is known of the change that was asked for: `none` nothing changed, `done` it happened, `unknown` either. */
export type Outcome = "none" | "done" | "unknown";

export const fieldErrorSchema = z.object({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

const names = new Set<string>(Object.keys(problemTypes));
const isProblemType = (value: string): value is ProblemType => names.has(value);

export const problemSchema = z.object({
  type: z
    .string()
    .transform((uri) => uri.replace(/^\/problems\//, ""))
    .refine(isProblemType),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  outcome: z.enum(["none", "done", "unknown"]),
  retryAfter: z.number().optional(),
  upstream: z
    .object({ status: z.int(), code: z.string().optional(), requestId: z.string().optional() })
    .optional(),
  errors: z.array(fieldErrorSchema).default([]),
  /** Id of the intent that says what becomes of a change whose outcome is not known. */
  intent: z.string().optional(),
});

export type Problem = z.infer<typeof problemSchema>;

/** A failed call to the console's own API, or no answer from it at all (`offline`). Safe to show. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;
  /** When it was met, in milliseconds since the epoch. What asks to wait counts from here. */
  readonly at = Date.now();

  constructor(problem: Problem) {
    super(`${problem.title}. ${problem.detail}`);
    this.problem = problem;
  }
}

/** True when `error` is a problem of one of the given types. */
export function isProblem(error: unknown, ...types: ProblemType[]): error is ApiError {
  return error instanceof ApiError && types.includes(error.problem.type);
}

/** The id of the intent to follow, when the outcome of a change is not known and the console goes on looking. */
export const intentIn = (error: unknown): string | undefined =>
  error instanceof ApiError ? error.problem.intent : undefined;
