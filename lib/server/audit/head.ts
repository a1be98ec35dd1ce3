import "server-only";
import { type AuditKey, newSealedSeed, openAuditKey } from "@/lib/server/audit/audit-keys";
import { env } from "@/lib/server/env";
import type { Database } from "@/lib/server/store/database";

type Head = { seq: number; hash: string; key: AuditKey };

/** Locks the log's one sequencer row until the transaction ends and returns the last record's number and hash. */
export async function lockHead(transaction: Database): Promise<Head> {
  // An update takes the lock on both stores. It returns nothing, because libsql leaves a statement that does
  // unfinished, and SQLite then refuses to commit.
  await transaction
    .updateTable("audit_head")
    .set((head) => ({ seq: head.ref("seq") }))
    .execute();
  const { seq, hash, epoch } = await transaction
    .selectFrom("audit_head")
    .select(["seq", "hash", "epoch"])
    .executeTakeFirstOrThrow();
  return { seq, hash, key: epoch === 0 ? await beginEpoch(transaction, 1) : await keyOf(transaction, epoch) };
}

/** Makes the keys of a new epoch, with which everything from here on is hashed. Call it with the head locked. */
export async function beginEpoch(transaction: Database, epoch: number): Promise<AuditKey> {
  const sealed = newSealedSeed(epoch, env().secret);
  await transaction.insertInto("audit_keys").values({ epoch, sealed, created_at: Date.now() }).execute();
  await transaction.updateTable("audit_head").set({ epoch }).execute();
  return keyOf(transaction, epoch);
}

async function keyOf(transaction: Database, epoch: number): Promise<AuditKey> {
  const { sealed } = await transaction
    .selectFrom("audit_keys")
    .select("sealed")
    .where("epoch", "=", epoch)
    .executeTakeFirstOrThrow();
  const key = openAuditKey(sealed, epoch, env().secret);
  if (!key) throw new Error("The configured secret does not open the key of the audit log.");
  return key;
}
