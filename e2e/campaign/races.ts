import { type Account, EmulatorControl } from "../support/emulator-control";
import type { Violation } from "./oracle";
import { oneKey, oneName } from "./race-of-creates";
import { editsOfOneVersion, editsUntilSaved } from "./race-of-edits";
import { lostConnections, rollingRestart } from "./race-of-restarts";
import { expiredTokens, revokedTokens } from "./race-of-tokens";
import { signInOverHttp } from "./sign-in-over-http";
import { Tab } from "./tab";
import type { World } from "./world";

/** Where many do something at once: an account in which nothing else happens, and one signed-in person. */
export type Track = {
  world: World;
  account: Account;
  emulator: EmulatorControl;
  /** A tab of that person. All share one session. */
  tab: () => Tab;
};

export type Race = {
  says: string;
  /** Seconds an access token lives, when not as long as usual. */
  tokenSeconds?: number;
  /** Resolves with what must not have happened. */
  run: (track: Track) => Promise<Violation[]>;
};

/** What has to go right although all consoles do it at the same time. The last ones stop and disturb them. */
export const races: readonly Race[] = [
  revokedTokens,
  expiredTokens,
  oneKey,
  oneName,
  editsOfOneVersion,
  editsUntilSaved,
  lostConnections,
  rollingRestart,
];

export type RaceResult = { race: Race; violations: Violation[] };

/** Runs the races one after the other. `world` has an account for each. */
export async function runRaces(world: World): Promise<RaceResult[]> {
  const results: RaceResult[] = [];
  for (const [index, race] of races.entries()) {
    const account = world.accounts[index];
    if (!account) throw new Error("There are fewer accounts than races.");
    results.push({ race, violations: await runRace(race, world, account) });
  }
  return results;
}

async function runRace(race: Race, world: World, account: Account): Promise<Violation[]> {
  const emulator = new EmulatorControl(world.emulatorUrl, account.account_id);
  if (race.tokenSeconds)
    await emulator.reset({
      console_token_access_policy: { access_token_ttl_in_seconds: race.tokenSeconds },
    });
  try {
    const cookie = await signInOverHttp(world.consoleUrls, account);
    let tabs = 0;
    const tab = () => new Tab(world.consoleUrls, cookie, [], tabs++);
    return await race.run({ world, account, emulator, tab });
  } catch (error) {
    return [{ broken: "I3", saw: `it could not be run: ${String(error)}` }];
  }
}
