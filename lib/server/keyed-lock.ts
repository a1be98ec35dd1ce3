import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@/lib/server/failure";
import { errorFields, log } from "@/lib/server/log";
import { database } from "@/lib/server/store/database";
import { releaseLock, takeLock } from "@/lib/server/store/locks";
import { thisConsole } from "@/lib/server/this-console";

/** Milliseconds to wait for another console, longer than what it does under a lock takes, and between two tries. */
const longestWait = 150_000;
const pause = 100;

declare global {
  // Next may load this module once per bundle; the process has one set of locks.
  var latchkeyLocks: Map<string, Promise<void>> | undefined;
}

/**
 * Runs `work` when nothing else runs under `key`, here or in another console over the same store; in this process in the
 * order of the calls. The lock is a row of the store, so that no connection is held while `work` waits for Databricks;
 * that of a console which is gone ends once everything it was at is given up. Throws Failure `conflict` when another
 * console does not end.
 */
export async function withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  globalThis.latchkeyLocks ??= new Map();
  const locks = globalThis.latchkeyLocks;
  const before = locks.get(key) ?? Promise.resolve();
  const running = before.then(() => amongConsoles(key, work));
  const settled = running.then(
    () => {},
    () => {},
  );
  locks.set(key, settled);
  try {
    return await running;
  } finally {
    if (locks.get(key) === settled) locks.delete(key);
  }
}

async function amongConsoles<T>(key: string, work: () => Promise<T>): Promise<T> {
  const lock = { key, console: thisConsole() };
  const deadline = performance.now() + longestWait;
  while (!(await takeLock(await database(), lock))) {
    if (performance.now() > deadline)
      throw new Failure("conflict", "Another change of it is still under way. Nothing was changed.");
    await sleep(pause);
  }
  try {
    return await work();
  } finally {
    await release(lock);
  }
}

/** What was done stays done when the lock cannot be released: this console still may take it again. */
async function release(lock: { key: string; console: string }): Promise<void> {
  try {
    await releaseLock(await database(), lock);
  } catch (error) {
    log().error(errorFields(error), "a lock could not be released");
  }
}
