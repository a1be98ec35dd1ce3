import { postgresFolder, startPostgres } from "../../scripts/postgres.mjs";
import { print, printFailure, Refusal, seconds } from "../../scripts/print.mjs";
import { stopAll } from "../../scripts/processes.mjs";
import { judgeWorld } from "./after";
import type { Violation } from "./oracle";
import { playAll, type Result } from "./play-all";
import type { Schedule } from "./schedule";
import { type Part, type Selection, type Store, select } from "./selection";
import { startWorld } from "./world";

type Tell = (store: Store, result: Result) => void;
type Played = { results: Result[]; violations: Violation[] };

/** Those with a kill are played over consoles of their own, at the same time. */
async function playPart({ store, schedules }: Part, mostLanes: number, postgresUrl: string, tell: Tell) {
  const play = async (some: Schedule[], lanes: number): Promise<Played> => {
    if (some.length === 0) return { results: [], violations: [] };
    const world = await startWorld(lanes, store === "postgres" ? postgresUrl : undefined);
    try {
      const results = await playAll(some, world, (result) => tell(store, result));
      return { results, violations: await judgeWorld(world) };
    } finally {
      await world.stop();
    }
  };
  const kills = schedules.filter(({ kill }) => kill);
  const others = schedules.filter(({ kill }) => !kill);
  return Promise.all([play(others, Math.min(others.length, mostLanes)), play(kills, kills.length)]);
}

/** Without PostgreSQL what was to be played on it is left out, and the last line says so. */
async function possibleParts({ parts }: Selection) {
  if (!parts.some(({ store }) => store === "postgres")) return { parts };
  if (postgresFolder()) return { parts, postgres: await startPostgres() };
  const left = parts.filter(({ store }) => store === "sqlite");
  if (left.length === 0) throw new Refusal("PostgreSQL is not installed.");
  return { parts: left, skipped: "nothing on PostgreSQL, which is not installed" };
}

async function campaign(args: string[]): Promise<boolean> {
  const startedAt = performance.now();
  const selection = select(args);
  const { parts, postgres, skipped } = await possibleParts(selection);
  const expected = parts.reduce((sum, { schedules }) => sum + schedules.length, 0);
  let over = 0;
  const tell: Tell = (store, result) => {
    over += 1;
    if (over % 100 === 0) print(`${over} of ${expected} after ${seconds(performance.now() - startedAt)}`);
    // Whoever plays one again wants to see what happens in it.
    if (result.violations.length > 0 || selection.isLookedAt)
      printResult(store, result, selection.again(store, result.schedule.number));
  };
  const worlds = await Promise.all(
    parts.map((part) => playPart(part, selection.mostLanes, postgres?.url ?? "", tell)),
  );
  await postgres?.stop();
  const played = worlds.flat();
  const results = played.flatMap((world) => world.results);
  const ofWorlds = played.flatMap((world) => world.violations);
  for (const { broken, saw } of ofWorlds) print(`${broken}: ${saw}`);
  const all = [...results.flatMap(({ violations }) => violations), ...ofWorlds];
  print(
    [
      `${results.length} schedules in ${seconds(performance.now() - startedAt)}`,
      ...(skipped ? [skipped] : []),
      `${count(all, "I2")} lost secrets`,
      `${count(all, "I1")} duplicates`,
      `${results.filter(isUnresolved).length} unresolved unknowns`,
      `${all.length} violations`,
    ].join(", "),
  );
  // Once it holds, a limit is none any more, and the document should say so.
  if (selection.limits) return results.every(({ violations }) => violations.length > 0);
  return all.length === 0 && results.length === expected;
}

function printResult(store: Store, { schedule, violations, story }: Result, again: string): void {
  print(`\nSchedule ${schedule.number} on ${store}: ${schedule.says}`);
  print(`  faults ${JSON.stringify(schedule.faults)}`);
  for (const { broken, saw } of violations) print(`  ${broken}: ${saw}`);
  for (const { told, from, until } of story.tries)
    print(`  calls ${from + 1} to ${until}: told ${toldText(told)}`);
  print(`  again: ${again}`);
}

const count = (violations: Violation[], of: Violation["broken"]) =>
  violations.filter(({ broken }) => broken === of).length;

const isUnresolved = ({ story }: Result) => story.tries.at(-1)?.told.is === "unknown";

/** A secret is printed nowhere, not even one of the emulator. */
const toldText = (told: object) => JSON.stringify(told, (name, value) => (name === "secret" ? "…" : value));

try {
  process.exitCode = (await campaign(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  printFailure(error);
  process.exitCode = 2;
} finally {
  await stopAll();
}
