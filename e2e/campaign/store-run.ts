import { print, Refusal } from "../../scripts/print.mjs";
import type { Violation } from "./oracle";
import { kills, nameOf, operations, type StoreLoop, storeLoops } from "./store-faults";
import { isKill, playStoreLoops, type StoreTold } from "./store-group";

export type StorePlayed = { results: StoreTold[]; violations: Violation[] };

/** `name` as it is printed, or how it begins. */
export type WriteChoice = { only: boolean; all: boolean; name: string };

const nothing: StorePlayed = { results: [], violations: [] };

/**
 * Plays every write of every operation with every way to fail, at the same time over a console for each operation
 * that dies again and again, one that lives on, and one on PostgreSQL if `postgresUrl` is given. `name` chooses one of them, as it is printed when it
 * breaks something, or all whose name begins like it.
 */
export async function playStoreFaults(
  { name, all }: WriteChoice,
  postgresUrl: string | undefined,
): Promise<StorePlayed> {
  const [, loopName = "", at] = /^(.*?)(?:\/(\d{1,2}))?$/.exec(name) ?? [];
  const loops = storeLoops(all).filter((loop) => nameOf(loop, 0).startsWith(loopName));
  if (loops.length === 0) throw new Refusal(`There is no such store fault: ${name}.`);
  const only = at === undefined ? undefined : Number(at);
  const play = (some: StoreLoop[], url?: string) =>
    some.length === 0
      ? nothing
      : playStoreLoops({ loops: some, only, postgresUrl: url }, (told) => tell(told, at !== undefined));
  const onSqlite = loops.filter(({ store }) => store === "sqlite");
  const played = await Promise.all([
    // What a kill leaves in doubt is looked for over a minute; each operation waits for its own.
    ...operations.map((operation) =>
      play(onSqlite.filter((loop) => kills(loop) && loop.operation === operation)),
    ),
    play(onSqlite.filter((loop) => !kills(loop))),
    postgresUrl === undefined
      ? nothing
      : play(
          loops.filter(({ store }) => store === "postgres"),
          postgresUrl,
        ),
  ]);
  return {
    results: played.flatMap(({ results }) => results),
    violations: played.flatMap(({ violations }) => violations),
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
