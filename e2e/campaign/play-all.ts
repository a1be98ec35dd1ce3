import { setTimeout as sleep } from "node:timers/promises";
import { type Account, EmulatorControl } from "../support/emulator-control";
import { judge, type Violation } from "./oracle";
import { type Lane, play } from "./play";
import type { Schedule } from "./schedule";
import { signInOverHttp } from "./sign-in-over-http";
import type { Story } from "./told";
import type { World } from "./world";

export type Result = { schedule: Schedule; story?: Story; violations: Violation[] };

/** Milliseconds between the first kill and the second: the console is busy with what it found then. */
const untilSecondKill = 2_500;
/** How many people sign in at once. */
const doors = 6;

/** Plays schedules, each in an account in which nothing else happens, and judges them. */
export async function playAll(
  schedules: readonly Schedule[],
  world: World,
  onResult: (result: Result) => void,
): Promise<Result[]> {
  const waiting = [...schedules].sort((a, b) => expected(b) - expected(a));
  const results: Result[] = [];
  const gathering = gather(schedules.filter(({ kill }) => kill).length, world);
  const accounts = [...world.accounts];
  const lane = async (account: Account, cookie: string) => {
    for (let schedule = waiting.shift(); schedule; schedule = waiting.shift()) {
      const result = await playOne(schedule, { world, account, cookie }, gathering);
      results.push(result);
      onResult(result);
    }
  };
  const running: Promise<void>[] = [];
  const door = async () => {
    for (let account = accounts.shift(); account; account = accounts.shift())
      running.push(lane(account, await signInOverHttp(world.consoleUrl, account)));
  };
  await Promise.all(Array.from({ length: doors }, door));
  await Promise.all(running);
  return results;
}

async function playOne(schedule: Schedule, lane: Lane, gathering: Gathering): Promise<Result> {
  let here = false;
  const arrived = async () => {
    if (here) return;
    here = true;
    await gathering.arrive();
  };
  try {
    const story = await play(schedule, lane, arrived);
    const ledger = await new EmulatorControl(lane.world.emulatorUrl, lane.account.account_id).ledger();
    return { schedule, story, violations: judge(schedule, story, ledger) };
  } catch (error) {
    return { schedule, violations: [{ broken: "I3", saw: `it could not be played: ${String(error)}` }] };
  } finally {
    // Nobody waits for one that never came to its point.
    if (schedule.kill && !here) void gathering.arrive();
  }
}

type Gathering = { arrive: () => Promise<void> };

/** Kills the console when everybody is there. Whoever arrives goes on when it is back, and is killed once more. */
function gather(expectedCount: number, world: World): Gathering {
  let missing = expectedCount;
  let begin = () => {};
  const complete = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const killed = complete.then(() => world.killAndRestart());
  killed
    .then(() => sleep(untilSecondKill))
    .then(() => world.killAndRestart())
    .catch(() => undefined);
  return {
    arrive: () => {
      missing -= 1;
      if (missing === 0) begin();
      return killed;
    },
  };
}

/** Roughly how long a schedule takes, so that the longest begin first. */
function expected({ faults }: Schedule): number {
  const isLong = ({ kind, phase, ms }: Schedule["faults"][number]) =>
    kind === "hang" ? 3 : Number(ms ?? 0) > 10_000 ? 3 : phase === "after_commit" || kind === "cut" ? 0 : 1;
  return faults.reduce((sum, fault) => sum + isLong(fault), 0);
}
