import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { callAsPerson } from "@/lib/server/call-as-person";
import { findAccount } from "@/lib/server/env";
import { Failure } from "@/lib/server/failure";
import { look } from "@/lib/server/intents/look";
import { isChangeRow } from "@/lib/server/intents/read-back";
import type { Read } from "@/lib/server/intents/read-upstream";
import { errorFields, log } from "@/lib/server/log";
import { database } from "@/lib/server/store/database";
import { findIntent, handIntent, hasOpenNamesake, type IntentRow } from "@/lib/server/store/intents";
import { findSessionOf } from "@/lib/server/store/sessions";
import { thisConsole } from "@/lib/server/this-console";

/** Milliseconds until the next try when it is too early to look. */
const untilNextTry = 5_000;

/** What watching needs of the world; tests bring their own. */
export type World = {
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** Reads in the name of the owner; undefined while there is no token to do it with. */
  readerFor: (row: IntentRow) => Promise<Read | undefined>;
};

const world: World = {
  now: Date.now,
  // A process that has nothing else to do may end; the rest is done after the next start.
  sleep: (ms) => sleep(ms, undefined, { ref: false }),
  readerFor: ownReader,
};

declare global {
  // Next may load this module once per bundle; an intent is watched once per process.
  var latchkeyWatched: Set<string> | undefined;
}

/**
 * Looks for what came of an intent that this console is at, until that is clear or another console has taken it over.
 * Returns at once; one that is watched already stays so.
 */
export function watch(row: IntentRow): void {
  globalThis.latchkeyWatched ??= new Set();
  const watched = globalThis.latchkeyWatched;
  if (watched.has(row.id)) return;
  watched.add(row.id);
  watchUntilClear(row, world)
    .catch((error: unknown) => log().error(errorFields(error), "an intent could not be looked for"))
    .finally(() => watched.delete(row.id));
}

/**
 * Looks at the times `lookTimes` says. Ends when there is nothing left to look for, or when nobody's token permits
 * it: then whoever asked has to be back first.
 */
export async function watchUntilClear(
  { account_id, subject, id }: IntentRow,
  { now, sleep: pause, readerFor }: World,
): Promise<void> {
  for (;;) {
    const row = await findIntent(await database(), { account_id, subject, id });
    if (!row || row.look_at === null || (row.state !== "unknown" && row.state !== "absent")) return;
    if (row.console !== thisConsole()) return;
    if (row.look_at > now()) {
      await pause(row.look_at - now());
      continue;
    }
    const looked = await lookOnce(row, { now, readerFor });
    // Whichever console they come back to takes it up.
    if (looked === "nobody" && (await handIntent(await database(), row, null))) return;
    if (looked === "later") await pause(untilNextTry);
  }
}

/**
 * One look, whatever the time. `nobody`: no session of the owner can read. `later`: nothing could be read, or what was
 * called absent is being created anew, and what shows up now may come of that.
 */
export async function lookOnce(
  row: IntentRow,
  { now, readerFor }: Pick<World, "now" | "readerFor"> = world,
): Promise<"looked" | "nobody" | "later"> {
  if (row.state === "absent" && !isChangeRow(row) && (await hasOpenNamesake(await database(), row)))
    return "later";
  try {
    const read = await readerFor(row);
    if (!read) return "nobody";
    await look(row, read, now());
    return "looked";
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.type === "unauthenticated" ? "nobody" : "later";
  }
}

async function ownReader({ account_id, subject }: IntentRow): Promise<Read | undefined> {
  const account = findAccount(account_id);
  const session = await findSessionOf(await database(), { account_id, subject, now: Date.now() });
  if (!account || !session) return undefined;
  const person = { account, token_hash: session.token_hash };
  return (call) => callAsPerson(person, call);
}
