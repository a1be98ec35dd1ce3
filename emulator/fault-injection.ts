import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Next } from "hono";
import { standardError } from "./api-errors";
import type { CallFault } from "./faults";
import type { CallEnv } from "./http";
import { fromJson, jsonResponse, toJson } from "./json";

/** Acts out a fault. Whatever comes "after commit" lets the true handler run first and then spoils its answer. */
export const injectFault = async (fault: CallFault, c: Context<CallEnv>, next: Next): Promise<void> => {
  switch (fault.kind) {
    case "delay":
      if (fault.phase === "before_commit") await sleep(fault.ms);
      await next();
      if (fault.phase === "after_commit") await sleep(fault.ms);
      return;
    case "reset":
      if (fault.phase !== "before_commit") await next();
      if (fault.phase === "after_headers") await sendHead(c);
      c.env.incoming.socket.resetAndDestroy();
      return replace(c, RESPONSE_ALREADY_SENT);
    case "hang":
      if (fault.phase === "after_commit") await next();
      await closed(c);
      return replace(c, RESPONSE_ALREADY_SENT);
    case "cut":
      await next();
      await sendCut(c, fault.at_byte, fault.how);
      return replace(c, RESPONSE_ALREADY_SENT);
    case "drip":
      await next();
      await sendSlowly(c, fault.chunk_bytes, fault.interval_ms);
      return replace(c, RESPONSE_ALREADY_SENT);
    case "rewrite":
      await next();
      return replace(c, await rewritten(c.res, fault));
    case "rate_limit":
      return replace(c, errorAnswer({ status: 429, shape: "standard", retry_after: fault.retry_after }));
    default:
      if ("phase" in fault && fault.phase === "after_commit") await next();
      return replace(c, substitute(fault));
  }
};

type Substitute = Extract<CallFault, { kind: "error" | "answer" | "login_page" | "redirect" | "flood" }>;

const html = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { "content-type": "text/html; charset=utf-8" } });

const substitute = (fault: Substitute): Response => {
  switch (fault.kind) {
    case "error":
      return errorAnswer(fault);
    case "answer":
      return new Response(hasBody(fault.status) ? Buffer.from(fault.body, fault.encoding) : null, {
        status: fault.status,
        headers: { "content-type": "application/json", ...fault.headers },
      });
    case "login_page":
      return html(
        "<!doctype html><html><head><title>Sign in</title></head><body><form>Sign in to continue</form></body></html>",
      );
    case "redirect":
      return new Response(null, { status: fault.status, headers: { location: fault.location } });
    case "flood":
      return new Response(`"${"x".repeat(fault.bytes)}"`, {
        headers: { "content-type": "application/json" },
      });
  }
};

type ErrorAnswer = Pick<
  Extract<CallFault, { kind: "error" }>,
  "status" | "shape" | "error_code" | "message" | "retry_after"
>;

const errorAnswer = (fault: ErrorAnswer): Response => {
  const code = fault.error_code ?? DEFAULT_CODES[fault.status] ?? "INTERNAL_ERROR";
  const message = fault.message ?? "The service could not handle the request.";
  const response = shapes[fault.shape](fault.status, code, message);
  if (fault.retry_after !== undefined) response.headers.set("retry-after", fault.retry_after);
  return response;
};

const DEFAULT_CODES: Partial<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "RESOURCE_ALREADY_EXISTS",
  429: "REQUEST_LIMIT_EXCEEDED",
  503: "TEMPORARILY_UNAVAILABLE",
};

const shapes = {
  standard: (status: number, code: string, message: string) => standardError(status, code, message),
  api_1_2: (status: number, _code: string, message: string) => jsonResponse({ error: message }, status),
  scim: (status: number, _code: string, message: string) =>
    jsonResponse(
      { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], detail: message, status: String(status) },
      status,
    ),
  text: (status: number, code: string, message: string) =>
    new Response(`${code}: ${message}`, { status, headers: { "content-type": "text/plain" } }),
  html: (status: number, code: string, message: string) =>
    html(
      `<html><head><title>Error ${status} ${code}</title></head><body><pre>${message}</pre></body></html>`,
      status,
    ),
  empty: (status: number) => new Response(null, { status }),
  oauth: (status: number, code: string, message: string) =>
    jsonResponse({ error: code, error_description: message }, status),
};

const hasBody = (status: number): boolean => status !== 204 && status !== 304;

/** Hono keeps the headers of an answer that is replaced; here nothing of it may survive. */
const replace = (c: Context<CallEnv>, response: Response): void => {
  c.res = undefined;
  c.res = response;
};

const rewritten = async (
  response: Response,
  { remove, merge }: { remove: readonly string[]; merge: Record<string, unknown> },
): Promise<Response> => {
  const body = fromJson(await response.text());
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return jsonResponse(body, response.status);
  const kept = Object.entries(body).filter(([name]) => !remove.includes(name));
  return new Response(toJson({ ...Object.fromEntries(kept), ...merge }), {
    status: response.status,
    headers: { "content-type": "application/json" },
  });
};

const startAnswer = async (c: Context<CallEnv>): Promise<Buffer> => {
  const body = Buffer.from(await c.res.arrayBuffer());
  const headers = { ...Object.fromEntries(c.res.headers), "content-length": String(body.length) };
  c.env.outgoing.writeHead(c.res.status, headers);
  return body;
};

const write = (c: Context<CallEnv>, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    c.env.outgoing.write(bytes, () => resolve());
  });

/** Not `events.once`, which would take a client's reset for a failure of its own. */
const closed = (c: Context<CallEnv>): Promise<void> =>
  new Promise((resolve) => {
    c.env.incoming.socket.once("close", () => resolve());
  });

const sendHead = async (c: Context<CallEnv>): Promise<void> => {
  await startAnswer(c);
  c.env.outgoing.flushHeaders();
  // Without a pause the reset overtakes the head on loopback.
  await sleep(20);
};

const sendCut = async (c: Context<CallEnv>, atByte: number, how: "end" | "reset"): Promise<void> => {
  const body = await startAnswer(c);
  c.env.outgoing.flushHeaders();
  if (atByte > 0) await write(c, body.subarray(0, atByte));
  if (how === "end") {
    c.env.incoming.socket.destroySoon();
  } else {
    await sleep(20);
    c.env.incoming.socket.resetAndDestroy();
  }
};

const sendSlowly = async (c: Context<CallEnv>, chunkBytes: number, intervalMs: number): Promise<void> => {
  const body = await startAnswer(c);
  for (let start = 0; start < body.length && !c.env.outgoing.destroyed; start += chunkBytes) {
    await write(c, body.subarray(start, start + chunkBytes));
    await sleep(intervalMs);
  }
  c.env.outgoing.end();
};
