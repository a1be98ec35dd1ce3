import { print, Refusal } from "../../scripts/print.mjs";
import type { Violation } from "./oracle";
import { kills, nameOf, type StoreLoop, storeLoops } from "./store-faults";
import { isKill, playStoreLoops, type StoreTold } from "./store-group";

export type StorePlayed = { results: StoreTold[]; violations: Violation[] };

/** `name` as it is printed, or how it begins. */
export type WriteChoice = { only: boolean; all: boolean; name: string };

const nothing: StorePlayed = { results: [], violations: [] };

/**
 * Plays every write of every operation with every way to fail, over two consoles: one dies again and again, the other
 * lives on. `name` chooses one of them, as it is printed when it breaks something, or all whose name begins like it.
 */
export async function playStoreFaults({ name, all }: WriteChoice): Promise<StorePlayed> {
  const [, loopName = "", at] = /^(.*?)(?:\/(\d+))?$/.exec(name) ?? [];
  const loops = storeLoops("sqlite", all).filter((loop) => nameOf(loop, 0).startsWith(loopName));
  if (loops.length === 0) throw new Refusal(`There is no such store fault: ${name}.`);
  const only = at === undefined ? undefined : Number(at);
  const play = (some: StoreLoop[]) =>
    some.length === 0 ? nothing : playStoreLoops(some, only, (told) => tell(told, at !== undefined));
  const [dying, failing] = await Promise.all([
    play(loops.filter(kills)),
    play(loops.filter((loop) => !kills(loop))),
  ]);
  return {
    results: [...dying.results, ...failing.results],
    violations: [...dying.violations, ...failing.violations],
  };
}

/** Whoever plays one again wants to see what happens in it. */
function tell({ name, result: { violations, story } }: StoreTold, always: boolean): void {
  if (violations.length === 0 && !always) return;
  print(`\nStore fault ${name}`);
  for (const { broken, saw } of violations) print(`  ${broken}: ${saw}`);
  for (const { told, from, until } of story.tries)
    print(
      `  calls ${from + 1} to ${until}: told ${JSON.stringify(told, (key, value) => (key === "secret" ? "…" : value))}`,
    );
  print(`  again: npm run campaign -- --writes ${name}`);
}

/** The figures of the summary. */
export function storeFigures({ results }: StorePlayed): string {
  const dead = results.filter(isKill);
  const slowest = Math.max(0, ...dead.map(({ result }) => result.readyAfter ?? 0));
  return `${results.length - dead.length} store faults, ${dead.length} kills at a write (ready again after ${(slowest / 1000).toFixed(1)} s at most)`;
}
