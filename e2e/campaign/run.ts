import { postgresFolder, startPostgres } from "../../scripts/postgres.mjs";
import { print, printFailure, Refusal, seconds } from "../../scripts/print.mjs";
import { stopAll } from "../../scripts/processes.mjs";
import { judgeWorld } from "./after";
import type { Violation } from "./oracle";
import { playAll, type Result } from "./play-all";
import { playMeasured } from "./play-measured";
import { type RaceResult, races, runRaces } from "./races";
import { type Selection, select } from "./selection";
import { playStoreFaults, storeFigures, type WriteChoice } from "./store-run";
import type { Store } from "./stores";
import { startWorld, type World } from "./world";

type Tell = (store: Store, result: Result) => void;
/** What came of one world. */
type Played = { results?: Result[]; raced?: RaceResult[]; usage?: string[]; violations: Violation[] };

/** Without PostgreSQL what was to be played on it is left out, and the last line says so. */
async function possibleParts({ parts }: Selection) {
  if (!parts.some(({ store }) => store === "postgres")) return { parts };
  if (postgresFolder()) return { parts, postgres: await startPostgres() };
  const left = parts.filter(({ store }) => store === "sqlite");
  if (left.length === 0) throw new Refusal("PostgreSQL is not installed.");
  return { parts: left, skipped: "nothing on PostgreSQL, which is not installed" };
}

/** All worlds at the same time. Kills and races have consoles of their own, which they may stop. */
async function playParts(
  { parts, races: areRun, mostLanes }: Selection,
  postgresUrl: string | undefined,
  tell: Tell,
): Promise<Played[]> {
  const worlds = parts.flatMap(({ store, schedules }) => {
    const inWorld = async (accounts: number, work: (world: World) => Promise<Partial<Played>>) => {
      if (accounts === 0) return { violations: [] };
      const world = await startWorld(accounts, store === "postgres" ? postgresUrl : undefined);
      try {
        const played = await work(world);
        return { ...played, violations: [...(played.violations ?? []), ...(await judgeWorld(world))] };
      } finally {
        await world.stop();
      }
    };
    const kills = schedules.filter(({ kill }) => kill);
    const others = schedules.filter(({ kill }) => !kill);
    const tellOf = (result: Result) => tell(store, result);
    return [
      inWorld(Math.min(others.length, mostLanes), (world) => playMeasured(others, world, tellOf)),
      inWorld(kills.length, async (world) => ({ results: await playAll(kills, world, tellOf) })),
      inWorld(areRun ? races.length : 0, async (world) => ({ raced: await runRaces(world) })),
    ];
  });
  return Promise.all(worlds);
}

async function campaign(args: string[]): Promise<boolean> {
  const startedAt = performance.now();
  const selection = select(args);
  if (selection.writes?.only) return onlyWrites(selection.writes, startedAt);
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
  const faults = selection.writes && playStoreFaults(selection.writes, postgres?.url);
  const played = await playParts({ ...selection, parts }, postgres?.url, tell);
  const written = await faults;
  await postgres?.stop();
  const results = played.flatMap((world) => world.results ?? []);
  const raced = played.flatMap((world) => world.raced ?? []);
  const ofWorlds = [...played.flatMap((world) => world.violations), ...(written?.violations ?? [])];
  for (const { race, violations } of raced)
    for (const { broken, saw } of violations) print(`Race, ${race.says}\n  ${broken}: ${saw}`);
  for (const { broken, saw } of ofWorlds) print(`${broken}: ${saw}`);
  for (const says of played.flatMap(({ usage }) => usage ?? [])) print(`A console had: ${says}`);
  const ofWrites = written?.results.flatMap(({ result }) => result.violations) ?? [];
  const all = [...[...results, ...raced].flatMap(({ violations }) => violations), ...ofWorlds, ...ofWrites];
  print(
    [
      `${results.length} schedules and ${raced.length} races in ${seconds(performance.now() - startedAt)}`,
      ...(written ? [storeFigures(written)] : []),
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

async function onlyWrites(writes: WriteChoice, startedAt: number): Promise<boolean> {
  const postgres = postgresFolder() ? await startPostgres() : undefined;
  const played = await playStoreFaults(writes, postgres?.url);
  await postgres?.stop();
  for (const { broken, saw } of played.violations) print(`${broken}: ${saw}`);
  const violations = [...played.results.flatMap(({ result }) => result.violations), ...played.violations];
  print(
    `${storeFigures(played)} in ${seconds(performance.now() - startedAt)}, ${violations.length} violations`,
  );
  return violations.length === 0 && played.results.length > 0;
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
