import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { errorFields, log } from "@/lib/server/log";

/** Milliseconds a stop waits for what is under way. What takes longer is left as by a console that was killed. */
const longestStop = 60_000;
/** Milliseconds for what is done last: a store that does not answer keeps nobody. */
const longestLeave = 3_000;
const pause = 50;

type State = { isStopping: boolean; underWay: Set<object> };

declare global {
  // Next may load this module once per bundle; the process stops as a whole.
  var latchkeyStopping: State | undefined;
}

const state = (): State => {
  globalThis.latchkeyStopping ??= { isStopping: false, underWay: new Set() };
  return globalThis.latchkeyStopping;
};

/** Whether this console begins nothing new, because it is about to end. */
export const isStopping = (): boolean => state().isStopping;

/** Does work that a stop waits for, whether somebody still listens or not. */
export async function finishing<T>(work: () => Promise<T>): Promise<T> {
  const { underWay } = state();
  underWay.add(work);
  try {
    return await work();
  } finally {
    underWay.delete(work);
  }
}

/**
 * From now on SIGTERM and SIGINT end the process in order: what is under way is finished and answered, `leave` is called,
 * and it exits with the code of a process that such a signal has ended. Left to itself, Next waits for open connections
 * only: it would cut off a create whose browser has gone, so `NEXT_MANUAL_SIG_HANDLE` has to keep it from that.
 */
export function stopInOrder(leave: () => Promise<void>): void {
  subscribe("http.server.request.start", noteRequest);
  process.on("SIGTERM", () => void stop(143, leave));
  process.on("SIGINT", () => void stop(130, leave));
}

function noteRequest(message: unknown): void {
  const response = message instanceof Object && "response" in message ? message.response : undefined;
  if (!(response instanceof ServerResponse)) return;
  const { underWay } = state();
  underWay.add(response);
  response.once("close", () => underWay.delete(response));
}

async function stop(exitCode: number, leave: () => Promise<void>): Promise<void> {
  const current = state();
  if (current.isStopping) return;
  current.isStopping = true;
  log().info("the console finishes what is under way, and ends");
  const deadline = performance.now() + longestStop;
  while (current.underWay.size > 0 && performance.now() < deadline) await sleep(pause);
  const left = leave().catch((error: unknown) =>
    log().error(errorFields(error), "the end could not be noted"),
  );
  await Promise.race([left, sleep(longestLeave)]);
  process.exit(exitCode);
}
