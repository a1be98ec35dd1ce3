import "server-only";

/** Milliseconds: the ceiling before the second call, and the highest ceiling. */
const first = 250;
const highest = 8_000;

/**
 * Milliseconds to wait after `attempts` calls. Exponential with full jitter, so that many who failed together do not
 * come back together; `asked` is what Databricks asked for and is never undercut. `random` is in [0, 1).
 */
export function backOff(attempts: number, { asked = 0, random }: { asked?: number; random: number }): number {
  const ceiling = Math.min(first * 2 ** (attempts - 1), highest);
  return Math.max(Math.floor(ceiling * random), asked);
}
