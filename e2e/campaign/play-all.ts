import { setTimeout as sleep } from "node:timers/promises";
import { type Account, EmulatorControl } from "../support/emulator-control";
import { type Gathering, gatherForKills } from "./gathering";
import { judge, type Violation } from "./oracle";
import { type Lane, newStory, play } from "./play";
import type { Schedule } from "./schedule";
import { signInOverHttp } from "./sign-in-over-http";
import type { Story } from "./told";
import type { World } from "./world";

export type Result = { schedule: Schedule; story: Story; violations: Violation[] };

/** How many people sign in at once. */
const doors = 6;
/** Milliseconds a schedule may take: several times what the longest does. */
const longest = 8 * 60_000;

/** Plays schedules, each in an account in which nothing else happens, and judges them. */
export async function playAll(
  schedules: readonly Schedule[],
  world: World,
  onResult: (result: Result) => void,
): Promise<Result[]> {
  const waiting = [...schedules].sort((a, b) => expected(b) - expected(a));
  const results: Result[] = [];
  const gathering = gatherForKills(schedules.filter(({ kill }) => kill).length, world);
  const accounts = [...world.accounts];
  const lane = async (account: Account, cookie: string) => {
    for (let schedule = waiting.shift(); schedule; schedule = waiting.shift()) {
      const result = await playOne(schedule, { world, account, cookie }, gathering);
      results.push(result);
      onResult(result);
    }
  };
  let open = () => {};
  const allIn = new Promise<void>((resolve) => {
    open = resolve;
  });
  // What is to be killed together has to be at its point together. Without kills, all at once would only be a crowd.
  const mayBegin = schedules.some(({ kill }) => kill) ? allIn : Promise.resolve();
  const running: Promise<void>[] = [];
  const door = async () => {
    for (let account = accounts.shift(); account; account = accounts.shift()) {
      const [here, cookie] = [account, await signInOverHttp(world.consoleUrls, account)];
      running.push(mayBegin.then(() => lane(here, cookie)));
    }
  };
  await Promise.all(Array.from({ length: doors }, door));
  open();
  await Promise.all(running);
  await gathering.over;
  return results;
}

async function playOne(schedule: Schedule, lane: Lane, gathering: Gathering): Promise<Result> {
  let here = false;
  const arrived = async () => {
    if (here) return;
    here = true;
    await gathering.arrive();
  };
  const story = newStory(schedule);
  const deadline = new AbortController();
  try {
    await Promise.race([
      play(schedule, lane, { story, arrived }),
      sleep(longest, undefined, { signal: deadline.signal }).then(() =>
        Promise.reject(new Error(`it is not over after ${longest / 60_000} minutes`)),
      ),
    ]);
    const ledger = await new EmulatorControl(lane.world.emulatorUrl, lane.account.account_id).ledger();
    const violations = judge(schedule, story, ledger);
    if (schedule.kill && !here) violations.push({ broken: "I3", saw: "it never came to where it is killed" });
    return { schedule, story, violations };
  } catch (error) {
    return {
      schedule,
      story,
      violations: [{ broken: "I3", saw: `it could not be played: ${String(error)}` }],
    };
  } finally {
    deadline.abort();
    // Nobody waits for one that never came to its point.
    if (schedule.kill && !here) void gathering.arrive();
  }
}

/** Roughly how long a schedule takes, so that the longest begin first. */
function expected({ faults }: Schedule): number {
  const isLong = ({ kind, phase, ms }: Schedule["faults"][number]) =>
    kind === "hang" ? 3 : Number(ms ?? 0) > 10_000 ? 3 : phase === "after_commit" || kind === "cut" ? 0 : 1;
  return faults.reduce((sum, fault) => sum + isLong(fault), 0);
}
