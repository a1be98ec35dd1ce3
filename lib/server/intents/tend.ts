import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { settle } from "@/lib/server/intents/settle";
import { lookOnce, watch } from "@/lib/server/intents/watch";
import { errorFields, log } from "@/lib/server/log";
import { database } from "@/lib/server/store/database";
import { type IntentRow, intentsIn, overdueIntents } from "@/lib/server/store/intents";

/** Milliseconds after which an intent that is still under way belongs to nobody: a call takes at most 75 s. */
const abandonedAfter = 5 * 60_000;
/** Milliseconds a start waits for the first looks. Nothing is sent twice without them; people just know sooner. */
const longestStart = 10_000;

/** Milliseconds between two looks for secrets whose time is over. */
const expiryPace = 10 * 60_000;

/** Deletes secrets that nobody collected in time. */
export async function expireSealed(now = Date.now()): Promise<void> {
  for (const row of await overdueIntents(await database(), now))
    await settle(row, "expired", { now, sealed_answer: null });
}

/** Deletes them while the process runs, whether somebody looks or not. */
export function keepExpiring(): void {
  const expire = () =>
    expireSealed().catch((error: unknown) => log().error(errorFields(error), "secrets could not be expired"));
  setInterval(expire, expiryPace).unref();
}

/**
 * After a start, before changes are accepted: what was only written down was not done, what was sent is unknown and is
 * looked for.
 */
export async function recoverIntents(): Promise<void> {
  await expireSealed();
  const left = await intentsIn(await database(), ["pending", "sent"]);
  for (const row of left) await giveUp(row);
  const open = (await intentsIn(await database(), ["unknown", "absent"])).filter(isDue);
  await Promise.race([
    Promise.all(open.map((row) => lookOnce(row))),
    sleep(longestStart, undefined, { ref: false }),
  ]);
  for (const row of open) watch(row);
}

/**
 * When a person looks at their intents: takes up what could not be finished while they were away, and what a
 * request left behind that ended in an error of this console.
 */
export async function tendIntents(rows: readonly IntentRow[], now = Date.now()): Promise<void> {
  await expireSealed(now);
  for (const row of rows) {
    if ((row.state === "pending" || row.state === "sent") && row.updated_at < now - abandonedAfter)
      await giveUp(row);
    if (isDue(row)) watch(row);
  }
}

/** Only what was created can be looked for in a list; the rest shows in the thing itself. */
async function giveUp(row: IntentRow): Promise<void> {
  const look_at = row.kind === "custom_app.create" ? Date.now() : null;
  if (row.state === "pending") await settle(row, "absent");
  else await settle(row, "unknown", { looks: 0, look_at });
}

const isDue = ({ state, look_at }: IntentRow) =>
  (state === "unknown" || state === "absent") && look_at !== null;
