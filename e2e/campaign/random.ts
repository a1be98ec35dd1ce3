import { changes, creates } from "./creates";
import { cuts } from "./cuts";
import type { Draft, Schedule } from "./schedule";
import { numbered } from "./schedule";

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Schedules with two or three faults of the catalogue at once. The same seed gives the same ones. */
export function randomSchedules(seed: number, count: number): Schedule[] {
  const random = randomNumbers(seed);
  const pick = (from: readonly Draft[]): Draft => from[Math.floor(random() * from.length)] ?? { says: "" };
  const pool = [...creates(), ...cuts().filter((_, index) => index % 8 === 0), ...changes()];
  return numbered(
    Array.from({ length: count }, () => {
      const first = pick(pool);
      const alike = pool.filter((draft) => (draft.operation ?? "create") === (first.operation ?? "create"));
      const others = Array.from({ length: random() < 0.7 ? 1 : 2 }, () => pick(alike));
      return combined(first, others);
    }),
  );
}

/** The faults of the others hit the next calls of their kind, once those before them have. */
function combined(first: Draft, others: readonly Draft[]): Draft {
  return {
    ...first,
    says: [first, ...others].map(({ says }) => says).join(" + "),
    faults: [...(first.faults ?? []), ...others.flatMap(({ faults = [] }) => faults)].map(
      (fault, index, all) => ({
        ...fault,
        ...("method" in fault ? { nth: nthOf(all, index) } : {}),
      }),
    ),
    lasting: true,
  };
}

function nthOf(all: readonly { [detail: string]: unknown }[], index: number): number {
  const own = all[index];
  const before = all
    .slice(0, index)
    .filter(({ method, path }) => method === own?.method && path === own?.path);
  return Number(own?.nth ?? 1) + before.length;
}
