import "server-only";
import { Agent, type Dispatcher } from "undici";

/** Bytes. The largest answer taken from upstream. */
const maxAnswerBytes = 2 * 1024 * 1024;

declare global {
  // Next may load this module once per bundle; the process has one connection pool.
  var latchkeyUpstreamAgent: Agent | undefined;
}

/** Connections to the configured account hosts. Milliseconds: 5,000 to connect, 15,000 between two bytes. */
export function upstreamAgent(): Agent {
  globalThis.latchkeyUpstreamAgent ??= new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: 60_000,
    bodyTimeout: 15_000,
    maxResponseSize: maxAnswerBytes,
    keepAliveTimeout: 10_000,
  });
  return globalThis.latchkeyUpstreamAgent;
}

/** Reads a body whole. Rejects when it breaks off or is larger than `maxAnswerBytes`. */
export async function readCapped(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  return Buffer.from(await body.arrayBuffer());
}
