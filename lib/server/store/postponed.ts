import "server-only";
import { StoreFailure } from "@/lib/server/store/store-failure";

/** Writes at most that wait. What comes after that is not made up for. */
const most = 1_000;

type Postponed = { write: () => Promise<unknown>; underWay: Promise<void> | undefined };

declare global {
  // Next may load this module once per bundle; the process has one store.
  var latchkeyPostponed: Map<string, Postponed> | undefined;
}

function postponed(): Map<string, Postponed> {
  globalThis.latchkeyPostponed ??= new Map();
  return globalThis.latchkeyPostponed;
}

/**
 * Keeps in mind what the store could not take, until it can: `makeUp` does it then. It ends with the process. False when
 * too much waits already.
 */
export function postpone(key: string, write: () => Promise<unknown>): boolean {
  if (postponed().size >= most) return false;
  postponed().set(key, { write, underWay: undefined });
  return true;
}

export const anythingPostponed = (): boolean => postponed().size > 0;

/**
 * Does now what was postponed under a key, or everything; once, however many ask. Throws StoreFailure when the store
 * fails again. What fails for another reason waits on, and keeps nobody else waiting.
 */
export async function makeUp(key?: string): Promise<void> {
  for (const each of key === undefined ? [...postponed().keys()] : [key])
    await makeUpOne(each).catch((error: unknown) => {
      if (error instanceof StoreFailure) throw error;
    });
}

async function makeUpOne(key: string): Promise<void> {
  const waiting = postponed().get(key);
  if (!waiting) return;
  waiting.underWay ??= waiting
    .write()
    .then(() => {
      postponed().delete(key);
    })
    .finally(() => {
      waiting.underWay = undefined;
    });
  await waiting.underWay;
}
