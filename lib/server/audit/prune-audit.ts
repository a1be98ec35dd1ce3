import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { type Checkpoint, signCheckpoint } from "@/lib/server/audit/checkpoint-form";
import { exportAuditTo } from "@/lib/server/audit/export-audit";
import { currentKey, lockHead } from "@/lib/server/audit/head";
import { verifyExport, verifyStore } from "@/lib/server/audit/verify-log";
import { log } from "@/lib/server/log";
import type { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";

/** Why nothing was pruned, in words for the terminal. */
export class PruneRefusal extends Error {
  override readonly name = "PruneRefusal";
}

type Wanted = {
  /** Milliseconds since the epoch. The first record that is not older stays, and so do all after it. */
  before: number;
  /** Where the whole log is exported to first. It must not exist. */
  file: string;
  secrets: readonly Secret[];
};

/**
 * Deletes the beginning of the log, once all of the log was exported to a file that was read back and verified. What
 * was deleted last is vouched for by a signed statement in the log, from which its verification then starts. Everything
 * or nothing: the log that is left was verified before it counts. Throws PruneRefusal, and the export stays then.
 */
export async function pruneAudit(
  db: Database,
  { before, file, secrets }: Wanted,
): Promise<{ pruned: number; until: number }> {
  const anchor = await db.transaction().execute((transaction) => signLastBefore(transaction, before));
  await exportAuditTo(db, file);
  // With the statement to go by, it is also seen that the export ends up at the same record.
  const [bad] = (await verifyExport(file, { secrets, checkpoints: [anchor] })).findings;
  if (bad)
    throw new PruneRefusal(`The export is not sound. Nothing was pruned. Record ${bad.seq}: ${bad.reason}`);
  const pruned = await db.transaction().execute(async (transaction) => {
    const count = await deleteUntil(transaction, anchor);
    const [finding] = (await verifyStore(transaction, { secrets, checkpoints: [anchor] })).findings;
    if (!finding) return count;
    throw new PruneRefusal(
      `What is left would not be sound. Nothing was pruned. Record ${finding.seq}: ${finding.reason}`,
    );
  });
  // After the commit, as of every checkpoint.
  log().info({ checkpoint: anchor }, "audit log pruned");
  return { pruned, until: anchor.seq };
}

/** Vouches for the last record of those that are to go. The clock may have been set back, so the number decides. */
async function signLastBefore(transaction: Database, before: number): Promise<Checkpoint> {
  const head = await lockHead(transaction);
  const kept = await transaction
    .selectFrom("audit_records")
    .select("seq")
    .where("at", ">=", before)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  const last = await transaction
    .selectFrom("audit_records")
    .select(["seq", "hash"])
    .where("seq", "<", kept?.seq ?? head.seq)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!last) throw new PruneRefusal("No record is as old as that. Nothing was pruned.");
  const key = await currentKey(transaction, head);
  return signCheckpoint(key, { ...last, time: new Date().toISOString() });
}

async function deleteUntil(transaction: Database, anchor: Checkpoint): Promise<number> {
  await lockHead(transaction);
  await transaction.updateTable("audit_head").set({ pruned_until: anchor.seq }).execute();
  const { numDeletedRows } = await transaction
    .deleteFrom("audit_records")
    .where("seq", "<=", anchor.seq)
    .executeTakeFirst();
  await appendAudit(transaction, { event: "audit.pruned", checkpoint: anchor });
  return Number(numDeletedRows);
}
