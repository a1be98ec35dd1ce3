import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/server/env";
import { settle } from "@/lib/server/intents/settle";
import { lookOnce, watch } from "@/lib/server/intents/watch";
import { errorFields, log } from "@/lib/server/log";
import { database } from "@/lib/server/store/database";
import { deleteSettled, type IntentRow, intentsIn, overdueIntents } from "@/lib/server/store/intents";

/** Milliseconds after which an intent that is still under way belongs to nobody: a call takes at most 75 s. */
const abandonedAfter = 5 * 60_000;
/** Milliseconds a start waits for the first looks. Nothing is sent twice without them; people just know sooner. */
const longestStart = 10_000;
/** Milliseconds between two rounds while the process runs. */
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
 * After a start, before changes are accepted: what was only written down was not done, what was sent is unknown and is
 * looked for. Of a store that several processes share, only what none of them can be at any more.
 */
export async function recoverIntents(now = Date.now()): Promise<void> {
  const shared = env().databaseUrl !== undefined;
  const open = await giveUpLeft(shared ? abandonedBefore(now) : () => true, now);
  await Promise.race([
    Promise.all(open.map((row) => lookOnce(row))),
    sleep(longestStart, undefined, { ref: false }),
  ]);
  for (const row of open) watch(row);
}

/** Goes on with that while the process runs, whether somebody looks or not. */
export function keepTending(): void {
  const round = async () => {
    for (const row of await giveUpLeft(abandonedBefore(Date.now()), Date.now())) watch(row);
    await forgetSettled();
  };
  setInterval(() => {
    round().catch((error: unknown) => log().error(errorFields(error), "intents could not be tended"));
  }, pace).unref();
}

/**
 * When a person looks at their intents: takes up what could not be finished while they were away, and what a
 * request left behind that ended in an error of this console.
 */
export async function tendIntents(rows: readonly IntentRow[], now = Date.now()): Promise<void> {
  await expireSealed(now);
  for (const row of rows) {
    if (isUnderWay(row) && abandonedBefore(now)(row)) await giveUp(row);
    if (isDue(row)) watch(row);
  }
}

const abandonedBefore = (now: number) => (row: IntentRow) => row.updated_at < now - abandonedAfter;
const isUnderWay = ({ state }: IntentRow) => state === "pending" || state === "sent";
const isDue = ({ state, look_at }: IntentRow) =>
  (state === "unknown" || state === "absent") && look_at !== null;

/** Gives up what is `left`, expires what is due, and returns what is to be looked for. */
async function giveUpLeft(left: (row: IntentRow) => boolean, now: number): Promise<IntentRow[]> {
  await expireSealed(now);
  const db = await database();
  for (const row of await intentsIn(db, ["pending", "sent"])) if (left(row)) await giveUp(row);
  return (await intentsIn(db, ["unknown", "absent"])).filter(isDue);
}

/** Only what was created can be looked for in a list; the rest shows in the thing itself. */
async function giveUp(row: IntentRow): Promise<void> {
  const look_at = row.kind === "custom_app.create" ? Date.now() : null;
  if (row.state === "pending") await settle(row, "absent");
  else await settle(row, "unknown", { looks: 0, look_at });
}
