import "server-only";
import { randomUUID } from "node:crypto";
import { appVersion } from "@/lib/server/app-version";
import {
  type AuditEntry,
  type AuditRecord,
  auditEntrySchema,
  type UnhashedRecord,
} from "@/lib/server/audit/audit-record";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { currentKey, lockHead } from "@/lib/server/audit/head";
import type { Database } from "@/lib/server/store/database";
import { inTransaction } from "@/lib/server/store/transaction";

/**
 * Appends one record to the audit log. In a transaction the record is there when the transaction commits, and
 * not otherwise; it holds the log's one sequencer row until then, so append last. Outside of one it has its own: pass
 * the transaction while there is one, because SQLite has one connection only.
 * Rejects when the record cannot be written: whatever it was to precede must not be done then.
 */
export async function appendAudit(db: Database, entry: AuditEntry): Promise<AuditRecord> {
  const parsed = auditEntrySchema.parse(entry);
  return db.isTransaction ? append(db, parsed) : inTransaction(db, (inner) => append(inner, parsed));
}

async function append(
  transaction: Database,
  entry: ReturnType<typeof auditEntrySchema.parse>,
): Promise<AuditRecord> {
  const head = await lockHead(transaction);
  const key = await currentKey(transaction, head);
  const unhashed: UnhashedRecord = {
    ...entry,
    v: 1,
    seq: head.seq + 1,
    id: randomUUID(),
    t: new Date().toISOString(),
    epoch: key.epoch,
    app: { version: appVersion() },
    prev: head.hash,
  };
  const { seq } = unhashed;
  const record = canonicalJson(unhashed);
  const hash = key.hash(record);
  await transaction
    .insertInto("audit_records")
    .values({ ...searchedFor(unhashed), seq, record, hash })
    .execute();
  await transaction.updateTable("audit_head").set({ seq, hash }).execute();
  return { ...unhashed, hash };
}

type Searched = {
  t: string;
  event: string;
  account_id?: string | undefined;
  target?: { id?: string | undefined } | undefined;
  intent?: string | undefined;
};

/** What the columns beside a record repeat of it. */
export function searchedFor({ t, event, account_id, target, intent }: Searched) {
  return {
    at: Date.parse(t),
    event,
    account_id: account_id ?? null,
    target_id: target?.id ?? null,
    intent: intent ?? null,
  };
}
