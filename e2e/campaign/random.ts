import { changes } from "./changes";
import { creates } from "./creates";
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
      const drafts = [pick(pool)];
      const more = random() < 0.7 ? 1 : 2;
      for (let count = 0; count < more; count++)
        drafts.push(pick(pool.filter((draft) => goesWith(drafts, draft))));
      return combined(drafts);
    }),
  );
}

const operationOf = ({ operation = "create" }: Draft) => operation;
const kindsOf = ({ faults = [] }: Draft) => faults.map(({ kind }) => kind);

/**
 * Two faults of one kind could not be told apart in the ledger. A refusal after the work was done, while lists lag, is
 * what `docs/operations.md` says cannot be told from one before.
 */
function goesWith(drafts: readonly Draft[], other: Draft): boolean {
  const kinds = [...drafts, other].flatMap(kindsOf);
  const lagging = kinds.includes("list_lag") && kinds.includes("error");
  return (
    drafts.every((draft) => operationOf(draft) === operationOf(other)) &&
    new Set(kinds).size === kinds.length &&
    !lagging
  );
}

/** The faults of the others hit the next calls of their kind, once those before them have. */
function combined(drafts: readonly Draft[]): Draft {
  return {
    ...drafts[0],
    says: drafts.map(({ says }) => says).join(" + "),
    faults: drafts
      .flatMap(({ faults = [] }) => faults)
      .map((fault, index, all) => ({
        ...fault,
        ...("method" in fault ? { nth: nthOf(all, index) } : {}),
      })),
    // What hits no call never ends by itself.
    lasting: drafts.every(({ faults = [] }) => faults.every((fault) => "method" in fault)),
  };
}

function nthOf(all: readonly { [detail: string]: unknown }[], index: number): number {
  const own = all[index];
  const before = all
    .slice(0, index)
    .filter(({ method, path }) => method === own?.method && path === own?.path);
  return Number(own?.nth ?? 1) + before.length;
}
