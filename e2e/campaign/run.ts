import { parseArgs } from "node:util";
import { print, printFailure, Refusal, seconds } from "../../scripts/print.mjs";
import { stopAll } from "../../scripts/processes.mjs";
import { judgeWorld } from "./after";
import { catalogue } from "./catalogue";
import { limits } from "./limits";
import type { Violation } from "./oracle";
import { playAll, type Result } from "./play-all";
import { randomSchedules } from "./random";
import { numbered, type Schedule } from "./schedule";
import { playStoreFaults, storeFigures } from "./store-run";
import { startWorld } from "./world";

/** Accounts, and so schedules, that are under way at the same time. Most of them wait most of the time. */
const lanes = 100;

const options = {
  all: { type: "boolean", default: false },
  limits: { type: "boolean", default: false },
  schedule: { type: "string" },
  seed: { type: "string" },
  count: { type: "string", default: "200" },
  lanes: { type: "string", default: String(lanes) },
  store: { type: "string" },
} as const;

type Values = ReturnType<typeof parse>;
const parse = (args: string[]) => parseArgs({ args, options }).values;

/** What `--schedule` chooses from, and the arguments that say so. */
function pool({ all, limits: asked, seed, count, schedule }: Values): { from: Schedule[]; by: string } {
  if (asked) return { from: numbered(limits()), by: " --limits" };
  if (seed !== undefined)
    return { from: randomSchedules(Number(seed), Number(count)), by: ` --seed ${seed} --count ${count}` };
  const { schedules, usual } = catalogue();
  return { from: all || schedule !== undefined ? schedules : schedules.slice(0, usual), by: "" };
}

function chosen(values: Values): { schedules: Schedule[]; repeat: string } {
  const { from, by } = pool(values);
  const only = values.schedule?.split(",").map(Number);
  const schedules = only ? from.filter(({ number }) => only.includes(number)) : from;
  if (schedules.length === 0)
    throw new Refusal(`There is no such schedule: they go from 0 to ${from.length - 1}.`);
  return { schedules, repeat: `npm run campaign --${by} --schedule` };
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
  const values = parse(args);
  const mostLanes = Number(values.lanes);
  if (values.store !== undefined) return onlyStore(values, startedAt);
  const { schedules, repeat } = chosen(values);
  let over = 0;
  const tell = ({ schedule, violations, story }: Result) => {
    over += 1;
    if (over % 100 === 0)
      print(`${over} of ${schedules.length} after ${seconds(performance.now() - startedAt)}`);
    // Whoever plays one again wants to see what happens in it.
    if (violations.length === 0 && values.schedule === undefined) return;
    print(`\nSchedule ${schedule.number}: ${schedule.says}`);
    print(`  faults ${JSON.stringify(schedule.faults)}`);
    for (const { broken, saw } of violations) print(`  ${broken}: ${saw}`);
    for (const { told, from, until } of story?.tries ?? [])
      print(`  calls ${from + 1} to ${until}: told ${toldText(told)}`);
    print(`  again: ${repeat} ${schedule.number}`);
  };
  const ordinary = values.schedule === undefined && values.seed === undefined && !values.limits;
  const store = ordinary ? playStoreFaults({ all: values.all }) : undefined;
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
  const stored = await store;
  const ofWorlds = [...worlds.flatMap((world) => world.violations), ...(stored?.violations ?? [])];
  for (const { broken, saw } of ofWorlds) print(`${broken}: ${saw}`);
  const ofStore = stored?.results.flatMap(({ result }) => result.violations) ?? [];
  const all = [...results.flatMap(({ violations }) => violations), ...ofWorlds, ...ofStore];
  print(
    [
      `${results.length} schedules${stored ? `, ${storeFigures(stored)}` : ""} in ${seconds(performance.now() - startedAt)}`,
      `${count(all, "I2")} lost secrets`,
      `${count(all, "I1")} duplicates`,
      `${results.filter(isUnresolved).length} unresolved unknowns`,
      `${all.length} violations`,
    ].join(", "),
  );
  // Once it holds, a limit is none any more, and the document should say so.
  if (values.limits) return results.every(({ violations }) => violations.length > 0);
  return all.length === 0 && results.length === schedules.length;
}

async function onlyStore({ store = "", all }: Values, startedAt: number): Promise<boolean> {
  const played = await playStoreFaults({ name: store, all });
  for (const { broken, saw } of played.violations) print(`${broken}: ${saw}`);
  const violations = [...played.results.flatMap(({ result }) => result.violations), ...played.violations];
  print(
    `${storeFigures(played)} in ${seconds(performance.now() - startedAt)}, ${violations.length} violations`,
  );
  return violations.length === 0 && played.results.length > 0;
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
