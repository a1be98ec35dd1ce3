import "server-only";
import { type AuditKey, newSealedSeed, openAuditKey } from "@/lib/server/audit/audit-keys";
import { env } from "@/lib/server/env";
import type { Database } from "@/lib/server/store/database";

/** Number, hash and key epoch of the last record; zeros before the first. */
type Head = { seq: number; hash: string; epoch: number };

/** Locks the log's one sequencer row until the transaction ends. Who holds it may append. */
export async function lockHead(transaction: Database): Promise<Head> {
  // An update takes the lock on both stores. It returns nothing, because libsql leaves a statement that does
  // unfinished, and SQLite then refuses to commit.
  await transaction
    .updateTable("audit_head")
    .set((head) => ({ seq: head.ref("seq") }))
    .execute();
  return transaction.selectFrom("audit_head").select(["seq", "hash", "epoch"]).executeTakeFirstOrThrow();
}

/** The key to append with; the first record makes the first. Rejects when no configured secret opens it. */
export async function currentKey(transaction: Database, { epoch }: Head): Promise<AuditKey> {
  if (epoch === 0) return beginEpoch(transaction, 1);
  const key = await keyOf(transaction, epoch);
  if (!key) throw new Error("No configured secret opens the key of the audit log.");
  return key;
}

/** The key of an epoch, or undefined when no configured secret opens it. */
export async function keyOf(transaction: Database, epoch: number): Promise<AuditKey | undefined> {
  const { sealed } = await transaction
    .selectFrom("audit_keys")
    .select("sealed")
    .where("epoch", "=", epoch)
    .executeTakeFirstOrThrow();
  return openAuditKey(sealed, epoch, env().secrets);
}

/** Makes the key with which everything from here on is hashed. Call it with the head locked. */
export async function beginEpoch(transaction: Database, epoch: number): Promise<AuditKey> {
  const { secret, secrets } = env();
  const sealed = newSealedSeed(epoch, secret);
  await transaction.insertInto("audit_keys").values({ epoch, sealed, created_at: Date.now() }).execute();
  await transaction.updateTable("audit_head").set({ epoch }).execute();
  const key = openAuditKey(sealed, epoch, secrets);
  if (!key) throw new Error("A key that was just sealed did not open.");
  return key;
}
