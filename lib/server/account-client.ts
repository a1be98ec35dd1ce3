import "server-only";
import { finished } from "node:stream/promises";
import { type Dispatcher, errors, request } from "undici";
import type { Account } from "@/lib/server/configuration";
import type { Secret } from "@/lib/server/secret";
import { readCapped, upstreamAgent } from "@/lib/server/upstream-agent";

export type AccountRequest = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From `accountApiPaths`: every segment is encoded there. */
  path: string;
  query?: URLSearchParams;
  /** Serialised as JSON. */
  body?: unknown;
  access_token: Secret;
  signal?: AbortSignal;
};

export type AccountAnswer = { status: number; headers: Record<string, string>; body: Buffer };

/** Why there is no complete answer. `sent` is false only when not one byte of the request was handed over. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly reason: "unreachable" | "timeout" | "broken-off" | "too-large" | "aborted";
  readonly sent: boolean;
  /** May hold a secret, so that printing the error must not show it. */
  readonly #received: Buffer;

  constructor(reason: NoAnswer["reason"], sent: boolean, received: Buffer = Buffer.alloc(0)) {
    super(reason);
    this.reason = reason;
    this.sent = sent;
    this.#received = received;
  }

  /** The bytes of the body of a 2xx that arrived before it broke off. */
  received(): Buffer {
    return this.#received;
  }
}

/** Milliseconds a whole call may take. */
const callTimeout = 75_000;
/** Milliseconds until the first byte. A create may take longer upstream than a read. */
const firstByte = { GET: 20_000, POST: 60_000, PATCH: 60_000, DELETE: 60_000 } as const;

/**
 * One call of the account API. Sends the bearer to the configured host only and follows no redirect; asks for
 * an uncompressed answer, so the size cap holds for what is read. Never retries. Throws NoAnswer.
 */
export async function callAccountApi(account: Account, call: AccountRequest): Promise<AccountAnswer> {
  const url = new URL(call.path, account.host);
  if (url.origin !== account.host) throw new RangeError("The path leads to another host.");
  for (const [name, value] of call.query ?? []) url.searchParams.append(name, value);
  const deadline = AbortSignal.timeout(callTimeout);
  const received: Buffer[] = [];
  try {
    const response = await request(url, {
      dispatcher: upstreamAgent(),
      method: call.method,
      headersTimeout: firstByte[call.method],
      signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        authorization: `Bearer ${call.access_token.reveal()}`,
        "user-agent": "latchkey",
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
    });
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value ?? "")]),
      ),
      body: await readInto(received, response),
    };
  } catch (error) {
    throw noAnswer(error, call.signal, Buffer.concat(received));
  }
}

/** Reads a body whole, keeping what has arrived of a 2xx even when the rest does not come. */
async function readInto(received: Buffer[], { statusCode, body }: Dispatcher.ResponseData): Promise<Buffer> {
  // Iterating would drop what is buffered when the connection breaks.
  if (statusCode >= 200 && statusCode < 300) body.on("data", (chunk: Buffer) => received.push(chunk));
  else return readCapped(body);
  await finished(body);
  return Buffer.concat(received);
}

/** Socket and DNS errors that come before anything is written. */
const notSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function noAnswer(error: unknown, signal: AbortSignal | undefined, received: Buffer): NoAnswer {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // Certificate and handshake failures happen before the request is written.
  if (notSentCodes.has(code) || /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_|SELF_SIGNED_|UNABLE_TO_)/.test(code))
    return new NoAnswer("unreachable", false);
  if (signal?.aborted) return new NoAnswer("aborted", true, received);
  if (error instanceof errors.ResponseExceededMaxSizeError) return new NoAnswer("too-large", true, received);
  const timedOut =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === "TimeoutError");
  return new NoAnswer(timedOut ? "timeout" : "broken-off", true, received);
}
