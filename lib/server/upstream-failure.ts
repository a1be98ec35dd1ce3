import "server-only";
import type { AccountAnswer, AccountRequest, NoAnswer } from "@/lib/server/account-client";
import { Failure } from "@/lib/server/failure";
import { parseUpstreamError, type UpstreamError } from "@/lib/server/upstream-error";

type Method = AccountRequest["method"];

/** What a call that got no complete answer means for the person who asked. */
export function failureOfNoAnswer({ reason, sent }: NoAnswer, method: Method): Failure {
  if (!sent) return new Failure("upstream-unreachable", "The request was not sent. Nothing was changed.");
  if (method !== "GET") return unknownOutcome("The answer did not arrive.");
  if (reason === "too-large") return new Failure("upstream-unexpected", "The answer is larger than 2 MB.");
  if (reason === "timeout") return new Failure("upstream-unavailable", "It took too long to answer.");
  return new Failure("upstream-unavailable", "The answer broke off.");
}

/** What an answer outside 2xx, or a 2xx that is no JSON, means for the person who asked. */
export function failureOfAnswer(answer: AccountAnswer, method: Method): Failure {
  const error = parseUpstreamError(answer.status, answer.headers["content-type"] ?? "", answer.body);
  const retryAfter = parseRetryAfter(answer.headers["retry-after"], Date.now());
  const failure = definite(error, retryAfter, method) ?? indefinite(error, retryAfter, method);
  failure.extra.upstream = {
    status: error.status,
    ...(error.code ? { code: error.code } : {}),
    ...(error.requestId ? { requestId: error.requestId } : {}),
  };
  return failure;
}

const notFoundCodes = new Set(["RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"]);

/** Answers by which Databricks says that it did not do it. Some services send a missing resource with 400. */
function definite(
  { status, code, message, fields, recognised }: UpstreamError,
  retryAfter: number | undefined,
  method: Method,
): Failure | undefined {
  if (!recognised) return undefined;
  const reason = message || "Databricks gave no reason.";
  const said = method === "GET" ? reason : `${sentence(reason)} Nothing was changed.`;
  if (status === 404 || (status === 400 && notFoundCodes.has(code ?? "")))
    return new Failure("not-found", said);
  if (status === 400 || status === 422) return new Failure("invalid", said, { errors: fields });
  if (status === 401) return new Failure("upstream-unauthenticated", said);
  if (status === 403)
    return new Failure(/account admin/i.test(message) ? "not-account-admin" : "forbidden", said);
  if (status === 409) return new Failure("conflict", said);
  // Whether a 429 always comes before the work is not documented, so a create is not called undone.
  if (status === 429 && method === "POST")
    return new Failure("rate-limited", reason, { retryAfter, outcome: "unknown" });
  if (status === 429) return new Failure("rate-limited", said, { retryAfter });
  return undefined;
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

function indefinite(
  { status, message, recognised }: UpstreamError,
  retryAfter: number | undefined,
  method: Method,
): Failure {
  const said = message ? ` It says: ${message}` : "";
  if (method !== "GET") return unknownOutcome(`It answered ${status}.${said}`);
  if (status === 429) return new Failure("rate-limited", `It answered 429.${said}`, { retryAfter });
  if (status >= 500)
    return new Failure("upstream-unavailable", `It answered ${status}.${said}`, { retryAfter });
  const shape = recognised ? "" : " in a form Databricks does not use";
  return new Failure("upstream-unexpected", `It answered ${status}${shape}.${said}`);
}

function unknownOutcome(why: string): Failure {
  return new Failure("outcome-unknown", `${why} The change may or may not have been made.`, {
    outcome: "unknown",
  });
}

/** Longest wait, in seconds, passed on from upstream. */
const longestWait = 3_600;

/**
 * Seconds to wait by a `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3), at most an hour.
 * Undefined when it is absent or makes no sense. `now` is milliseconds since the epoch.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((parseHttpDate(text) - now) / 1000);
  return Number.isNaN(seconds) || seconds < 0 ? undefined : Math.min(seconds, longestWait);
}

/** The three forms of RFC 9110 §5.6.7. `Date.parse` takes far more for a date, "soon 2099" for one. */
const httpDates = [
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]+, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d\d:\d\d:\d\d \d{4}$/,
];

function parseHttpDate(text: string): number {
  if (!httpDates.some((form) => form.test(text))) return Number.NaN;
  return Date.parse(text.endsWith(" GMT") ? text : `${text} GMT`);
}
