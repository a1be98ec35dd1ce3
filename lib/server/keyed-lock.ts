import "server-only";

declare global {
  // Next may load this module once per bundle; the process has one set of locks.
  var latchkeyLocks: Map<string, Promise<void>> | undefined;
}

/** Runs `work` when nothing else of this process runs under `key`; in the order of the calls. */
export async function withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  globalThis.latchkeyLocks ??= new Map();
  const locks = globalThis.latchkeyLocks;
  const before = locks.get(key) ?? Promise.resolve();
  const running = before.then(work);
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
