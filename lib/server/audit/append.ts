import "server-only";
import { randomUUID } from "node:crypto";
import { appVersion } from "@/lib/server/app-version";
import { type AuditKey, newSealedSeed, openAuditKey } from "@/lib/server/audit/audit-keys";
import {
  type AuditEntry,
  type AuditRecord,
  auditEntrySchema,
  type UnhashedRecord,
} from "@/lib/server/audit/audit-record";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { env } from "@/lib/server/env";
import type { Database } from "@/lib/server/store/database";

/**
 * Appends one record to the audit log. In a transaction the record is there when the transaction commits, and
 * not otherwise; it holds the log's one sequencer row until then, so append last. Outside of one it has its own: pass
 * the transaction while there is one, because SQLite has one connection only.
 * Rejects when the record cannot be written: whatever it was to precede must not be done then.
 */
export async function appendAudit(db: Database, entry: AuditEntry): Promise<AuditRecord> {
  const parsed = auditEntrySchema.parse(entry);
  return db.isTransaction ? append(db, parsed) : db.transaction().execute((inner) => append(inner, parsed));
}

async function append(db: Database, entry: ReturnType<typeof auditEntrySchema.parse>): Promise<AuditRecord> {
  // The update locks the row, so that others wait here, and numbers have no gap whoever rolls back. It returns
  // nothing because libsql leaves a statement that does unfinished, and SQLite then does not commit.
  await db
    .updateTable("audit_head")
    .set((update) => ({ seq: update("seq", "+", 1) }))
    .execute();
  const head = await db.selectFrom("audit_head").select(["seq", "hash", "epoch"]).executeTakeFirstOrThrow();
  const key = await currentKey(db, head.epoch);
  const unhashed: UnhashedRecord = {
    ...entry,
    v: 1,
    seq: head.seq,
    id: randomUUID(),
    t: new Date().toISOString(),
    epoch: key.epoch,
    app: { version: appVersion() },
    prev: head.hash,
  };
  const hash = key.hash(unhashed);
  await db.insertInto("audit_records").values(rowOf(unhashed, hash)).execute();
  await db.updateTable("audit_head").set({ hash, epoch: key.epoch }).execute();
  return { ...unhashed, hash };
}

/** A record as the store keeps it: its text, and what one looks for in columns of their own. */
export function rowOf(record: UnhashedRecord, hash: string) {
  return {
    seq: record.seq,
    at: Date.parse(record.t),
    event: record.event,
    account_id: record.account_id ?? null,
    target_id: record.target?.id ?? null,
    intent: record.intent ?? null,
    record: canonicalJson(record),
    hash,
  };
}

/** The key of an epoch; the first record makes the first. */
async function currentKey(db: Database, epoch: number): Promise<AuditKey> {
  if (epoch === 0) return beginEpoch(db, 1);
  const { sealed } = await db
    .selectFrom("audit_keys")
    .select("sealed")
    .where("epoch", "=", epoch)
    .executeTakeFirstOrThrow();
  const key = openAuditKey(sealed, epoch, env().secret);
  if (!key) throw new Error("The configured secret does not open the key of the audit log.");
  return key;
}

async function beginEpoch(db: Database, epoch: number): Promise<AuditKey> {
  const sealed = newSealedSeed(epoch, env().secret);
  await db.insertInto("audit_keys").values({ epoch, sealed, created_at: Date.now() }).execute();
  return currentKey(db, epoch);
}
