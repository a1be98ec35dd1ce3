import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { type Checkpoint, signCheckpoint } from "@/lib/server/audit/checkpoint-form";
import { currentKey, lockHead } from "@/lib/server/audit/head";
import { log } from "@/lib/server/log";
import type { Database } from "@/lib/server/store/database";
import { inTransaction } from "@/lib/server/store/transaction";

/** Records after which a checkpoint is due, and milliseconds that a record waits for one at most. */
const recordsBetween = 100;
const longestWait = 3_600_000;

/**
 * Signs the log as it is, appends the checkpoint to it and prints it: what was printed before somebody got at the
 * store shows that records are gone or were replaced. Undefined while there is no record.
 */
export async function makeCheckpoint(db: Database): Promise<Checkpoint | undefined> {
  return printed(await inTransaction(db, signHead));
}

/** Makes a checkpoint when 100 records wait for one, or one record has waited for an hour at `now`. */
export async function makeCheckpointWhenDue(db: Database, now: number): Promise<Checkpoint | undefined> {
  if (!(await isDue(db, now))) return undefined;
  const made = await inTransaction(db, async (transaction) => {
    // Whoever holds the head looks again: another process may have made it meanwhile.
    await lockHead(transaction);
    return (await isDue(transaction, now)) ? signHead(transaction) : undefined;
  });
  return printed(made);
}

async function signHead(transaction: Database): Promise<Checkpoint | undefined> {
  const head = await lockHead(transaction);
  const { seq, hash } = head;
  if (seq === 0) return undefined;
  const key = await currentKey(transaction, head);
  const checkpoint = signCheckpoint(key, { seq, hash, time: new Date().toISOString() });
  await appendAudit(transaction, { event: "audit.checkpoint", checkpoint });
  return checkpoint;
}

/** After the commit: a checkpoint of what was rolled back would accuse a sound log. */
function printed(checkpoint: Checkpoint | undefined): Checkpoint | undefined {
  if (checkpoint) log().info({ checkpoint }, "audit checkpoint");
  return checkpoint;
}

async function isDue(db: Database, now: number): Promise<boolean> {
  const last = await db
    .selectFrom("audit_records")
    .select("seq")
    .where("event", "=", "audit.checkpoint")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const waiting = await db
    .selectFrom("audit_records")
    .select(["at"])
    .where("seq", ">", last?.seq ?? 0)
    .orderBy("seq")
    .limit(recordsBetween)
    .execute();
  const [first] = waiting;
  return waiting.length === recordsBetween || (first !== undefined && now - first.at >= longestWait);
}
