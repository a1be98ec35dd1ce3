import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/server/env";
import { lookTimes } from "@/lib/server/intents/look";
import { isKept } from "@/lib/server/intents/remembered";
import { settle } from "@/lib/server/intents/settle";
import { lookOnce, watch } from "@/lib/server/intents/watch";
import { errorFields, log } from "@/lib/server/log";
import {
  forgetConsoles,
  goneAfter,
  goneConsoles,
  livingConsoles,
  noteAlone,
  noteConsole,
  noteEnd,
} from "@/lib/server/store/consoles";
import { database } from "@/lib/server/store/database";
import {
  deleteSettled,
  handIntent,
  type IntentRow,
  intentsIn,
  overdueIntents,
} from "@/lib/server/store/intents";
import { StoreFailure } from "@/lib/server/store/store-failure";
import { thisConsole } from "@/lib/server/this-console";

/** Milliseconds after which an intent that is still under way belongs to nobody: a call takes at most 75 s. */
const abandonedAfter = 5 * 60_000;
/** Milliseconds a start waits for the first looks. Nothing is sent twice without them; people just know sooner. */
const longestStart = 10_000;
/** Milliseconds between two words to the other consoles over this store, and between two looks whether all live. */
const beat = 2_000;
/** Milliseconds between two rounds over everything that is open. */
const pace = 10 * 60_000;

/** Deletes secrets that nobody collected in time. */
export async function expireSealed(now = Date.now()): Promise<void> {
  for (const row of await overdueIntents(await database(), now))
    await settle(row, "expired", { now, sealed_answer: null });
}

/** Deletes what was settled so long ago that nobody asks for it any more. */
export async function forgetSettled(now = Date.now()): Promise<void> {
  await deleteSettled(await database(), now - env().intentRetention);
}

/**
 * After a start, before changes are accepted: takes over what the consoles before left open. A SQLite store has one
 * console at a time, so that all others are gone; of those over one PostgreSQL, whoever was not heard of lately.
 */
export async function recoverIntents(now = Date.now()): Promise<void> {
  const db = await database();
  if (!isShared()) await noteAlone(db, thisConsole());
  await noteConsole(db, thisConsole());
  const open = await tendAll(now);
  await Promise.race([
    Promise.all(open.map((row) => lookOnce(row))),
    sleep(longestStart, undefined, { ref: false }),
  ]);
  for (const row of open) watch(row);
}

/** Goes on with that while the process runs, whether somebody looks or not. */
export function keepTending(): void {
  void every(pace, async () => {
    for (const row of await tendAll(Date.now())) watch(row);
    await forgetSettled();
  });
  if (isShared()) void every(beat, keepUp);
}

/** When the process ends in order: the other consoles need not wait until they notice. */
export async function endTending(): Promise<void> {
  hasEnded = true;
  await noteEnd(await database(), thisConsole());
}

let hasEnded = false;

/** Lets the other consoles know that this one lives, and takes over what one that is gone was at. */
async function keepUp(): Promise<void> {
  if (hasEnded) return;
  const db = await database();
  await noteConsole(db, thisConsole());
  if ((await goneConsoles(db)).length === 0) return;
  for (const row of await tendAll(Date.now())) watch(row);
}

async function every(milliseconds: number, work: () => Promise<void>): Promise<never> {
  for (;;) {
    await sleep(milliseconds, undefined, { ref: false });
    await work().catch((error: unknown) => log().error(errorFields(error), "intents could not be tended"));
  }
}

/**
 * When a person looks at their intents: takes up what could not be finished while they were away, and what a
 * request left behind that ended in an error of its console.
 */
export async function tendIntents(rows: readonly IntentRow[], now = Date.now()): Promise<void> {
  try {
    await expireSealed(now);
    const open = rows.filter((row) => isKept(row) && (isUnderWay(row) || isDue(row)));
    if (open.length === 0) return;
    const living = await consolesAlive();
    for (const row of open) {
      const mine = await takeOver(row, living, now);
      if (mine) watch(mine);
    }
  } catch (error) {
    // Whoever only looks is not kept from it by a store that cannot be written to.
    if (!(error instanceof StoreFailure)) throw error;
  }
}

const isShared = () => env().databaseUrl !== undefined;
const isUnderWay = ({ state }: IntentRow) => state === "pending" || state === "sent";
const isDue = ({ state, look_at }: IntentRow) =>
  (state === "unknown" || state === "absent") && look_at !== null;

/** This console lives, whatever the store has heard of it. */
const consolesAlive = async () => (await livingConsoles(await database())).add(thisConsole());

/**
 * Expires what is due, takes over what nobody is at, and returns what this console is to look for. A console that is
 * gone is forgotten, and its locks with it, only when all it was at is given up: what waits for such a lock may rely on it.
 */
async function tendAll(now: number): Promise<IntentRow[]> {
  await expireSealed(now);
  const db = await database();
  const gone = await goneConsoles(db);
  const living = await consolesAlive();
  const mine: IntentRow[] = [];
  for (const row of await intentsIn(db, ["pending", "sent", "unknown", "absent"])) {
    const isOurs = isKept(row) && (isUnderWay(row) || isDue(row));
    const taken = isOurs ? await takeOver(row, living, now) : undefined;
    if (taken && isDue(taken)) mine.push(taken);
  }
  await forgetConsoles(db, gone);
  return mine;
}

/** The intent, if it is this console's to look for, or is now because nobody was at it. */
async function takeOver(
  row: IntentRow,
  living: ReadonlySet<string>,
  now: number,
): Promise<IntentRow | undefined> {
  const isAlone = row.console === null || !living.has(row.console);
  if (isUnderWay(row)) {
    const isLeft = isAlone || row.updated_at < now - abandonedAfter;
    return isLeft ? giveUp(row, isAlone && isShared() ? looksMissed : 0) : undefined;
  }
  if (isAlone) return handIntent(await database(), row, thisConsole());
  return row.console === thisConsole() ? row : undefined;
}

/** The looks that were due between the last word of a console and the moment it counts as gone. */
const looksMissed = lookTimes.filter((time) => time < goneAfter).length - 1;

async function giveUp(row: IntentRow, looks: number): Promise<IntentRow | undefined> {
  if (row.state === "pending") return settle(row, "absent");
  return settle(row, "unknown", { looks, look_at: Date.now(), console: thisConsole() });
}
