import { parseArgs } from "node:util";
import { print, printFailure, Refusal, seconds } from "../../scripts/print.mjs";
import { stopAll } from "../../scripts/processes.mjs";
import { judgeWorld } from "./after";
import { catalogue } from "./catalogue";
import type { Violation } from "./oracle";
import { playAll, type Result } from "./play-all";
import { randomSchedules } from "./random";
import type { Schedule } from "./schedule";
import { startWorld } from "./world";

/** Accounts, and so schedules, that are under way at the same time. Most of them wait most of the time. */
const lanes = 100;

const options = {
  all: { type: "boolean", default: false },
  schedule: { type: "string" },
  seed: { type: "string" },
  count: { type: "string", default: "200" },
  lanes: { type: "string", default: String(lanes) },
} as const;

function chosen(args: string[]): { schedules: Schedule[]; repeat: string; lanes: number } {
  const { values } = parseArgs({ args, options });
  const { schedules, usual } = catalogue();
  const random =
    values.seed === undefined ? undefined : randomSchedules(Number(values.seed), Number(values.count));
  const from =
    random ?? (values.all || values.schedule !== undefined ? schedules : schedules.slice(0, usual));
  const only = values.schedule?.split(",").map(Number);
  const wanted = only ? from.filter(({ number }) => only.includes(number)) : from;
  if (wanted.length === 0)
    throw new Refusal(`There is no such schedule: they go from 0 to ${from.length - 1}.`);
  const seed = random ? ` --seed ${values.seed} --count ${values.count}` : "";
  return {
    schedules: wanted,
    repeat: `npm run campaign --${seed} --schedule`,
    lanes: Number(values.lanes),
  };
}

/** Those with a kill are played over a console of their own, at the same time. */
async function playIn(schedules: Schedule[], mostLanes: number, onResult: (result: Result) => void) {
  if (schedules.length === 0) return { results: [], violations: [] };
  const kills = schedules.some(({ kill }) => kill);
  const world = await startWorld(kills ? schedules.length : Math.min(schedules.length, mostLanes));
  try {
    const results = await playAll(schedules, world, onResult);
    return { results, violations: await judgeWorld(world) };
  } finally {
    await world.stop();
  }
}

async function campaign(args: string[]): Promise<boolean> {
  const startedAt = performance.now();
  const { schedules, repeat, lanes: mostLanes } = chosen(args);
  let over = 0;
  const tell = ({ schedule, violations, story }: Result) => {
    over += 1;
    if (over % 100 === 0)
      print(`${over} of ${schedules.length} after ${seconds(performance.now() - startedAt)}`);
    if (violations.length === 0) return;
    print(`\nSchedule ${schedule.number}: ${schedule.says}`);
    print(`  faults ${JSON.stringify(schedule.faults)}`);
    for (const { broken, saw } of violations) print(`  ${broken}: ${saw}`);
    for (const { told, from, until } of story?.tries ?? [])
      print(`  calls ${from + 1} to ${until}: told ${toldText(told)}`);
    print(`  again: ${repeat} ${schedule.number}`);
  };
  const worlds = await Promise.all([
    playIn(
      schedules.filter(({ kill }) => !kill),
      mostLanes,
      tell,
    ),
    playIn(
      schedules.filter(({ kill }) => kill),
      mostLanes,
      tell,
    ),
  ]);
  const results = worlds.flatMap((world) => world.results);
  const ofWorlds = worlds.flatMap((world) => world.violations);
  for (const { broken, saw } of ofWorlds) print(`${broken}: ${saw}`);
  const all = [...results.flatMap(({ violations }) => violations), ...ofWorlds];
  print(
    [
      `${results.length} schedules in ${seconds(performance.now() - startedAt)}`,
      `${count(all, "I2")} lost secrets`,
      `${count(all, "I1")} duplicates`,
      `${results.filter(isUnresolved).length} unresolved unknowns`,
      `${all.length} violations`,
    ].join(", "),
  );
  return all.length === 0 && results.length === schedules.length;
}

const count = (violations: Violation[], of: Violation["broken"]) =>
  violations.filter(({ broken }) => broken === of).length;

const isUnresolved = ({ story }: Result) => story?.tries.at(-1)?.told.is === "unknown";

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
