import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgeWorld } from "./after";
import type { Violation } from "./oracle";
import { signInOverHttp } from "./sign-in-over-http";
import { kills, nameOf, type StoreLoop } from "./store-faults";
import { playFullStore } from "./store-full";
import { StorePlan } from "./store-plan";
import { playStoreFault, type StoreLane, type StoreResult } from "./store-play";
import { startWorld } from "./world";

export type StoreTold = { name: string; result: StoreResult };

type Loops = {
  loops: readonly StoreLoop[];
  /** Which write alone is hit. */
  only: number | undefined;
  postgresUrl: string | undefined;
};

/** No operation has that many; a loop that does not find its end is broken. */
const mostWrites = 60;

/** What the log says of a store that fails, and should. */
const expected =
  /the store fails; changes are refused|a checkpoint of the audit log could not be made|a lock could not be released|intents could not be tended|an intent could not be looked for|a failed sign-in could not be recorded|expired sessions could not be deleted|an outcome could not be stored|the end of a session could not be recorded|what is known of connections could not be compared or kept/;

/**
 * Plays loops one after the other over a console of their own, each in an account in which nothing else happens.
 * `only` plays one write of each. Where the console lives on, it is left without room as well.
 */
export async function playStoreLoops(
  { loops, only, postgresUrl }: Loops,
  onResult: (told: StoreTold) => void,
): Promise<{ results: StoreTold[]; violations: Violation[] }> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-store-"));
  const plan = new StorePlan(join(folder, "plan"));
  const isFull = !loops.some(kills) && only === undefined && postgresUrl === undefined;
  const started = await startWorld(loops.length + (isFull ? 1 : 0), postgresUrl, plan.env);
  // What one console remembers another does not know.
  const world = { ...started, consoleUrls: [started.consoleUrl] };
  const results: StoreTold[] = [];
  try {
    for (const [index, loop] of loops.entries()) {
      const account = world.accounts[index];
      if (!account) throw new Error("There are fewer accounts than loops.");
      const lane = { world, account, cookie: await signInOverHttp(world.consoleUrls, account), plan };
      for (let at = only ?? 1; at <= (only ?? mostWrites); at++) {
        const result = await played(loop, at, lane);
        if (!result) break;
        const told = { name: nameOf(loop, at), result };
        results.push(told);
        onResult(told);
      }
    }
    const account = world.accounts[loops.length];
    if (account) {
      const cookie = await signInOverHttp(world.consoleUrls, account);
      const violations = await playFullStore({ world, account, cookie, plan });
      const story = { name: "", tries: [], repairCalls: [], received: [] };
      const told = { name: "no-room", result: { at: 0, violations, story } };
      results.push(told);
      onResult(told);
    }
    const violations = await judgeWorld(world);
    return {
      results,
      violations: violations.filter(({ saw }) => !(/logged an error/.test(saw) && expected.test(saw))),
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true });
  }
}

async function played(loop: StoreLoop, at: number, lane: StoreLane): Promise<StoreResult | undefined> {
  try {
    const result = await playStoreFault(loop, at, at, lane);
    if (at < mostWrites || !result) return result;
    return { ...result, violations: [{ broken: "I3", saw: "the operation never ends" }] };
  } catch (error) {
    lane.plan.disarm();
    const story = { name: "", tries: [], repairCalls: [], received: [] };
    return { at, story, violations: [{ broken: "I3", saw: `it could not be played: ${String(error)}` }] };
  }
}

export const isKill = ({ name }: StoreTold): boolean => /\/kill-/.test(name);
