import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { makeCheckpointWhenDue } from "@/lib/server/audit/checkpoint";
import { beginEpoch, keyOf, lockHead } from "@/lib/server/audit/head";
import { errorFields, log } from "@/lib/server/log";
import type { Database } from "@/lib/server/store/database";
import { inTransaction } from "@/lib/server/store/transaction";

/** Milliseconds between two looks at whether a checkpoint is due. */
const checkpointInterval = 10_000;

/**
 * Records the start. When no configured secret opens the key of the log, because the secret was replaced without
 * rotating it, the log goes on with a new key, and says so: what stands before can be verified with the old secret.
 */
export async function openAuditLog(db: Database): Promise<void> {
  await inTransaction(db, async (transaction) => {
    const { epoch } = await lockHead(transaction);
    if (epoch > 0 && !(await keyOf(transaction, epoch))) {
      await beginEpoch(transaction, epoch + 1);
      await appendAudit(transaction, {
        event: "key.rotated",
        outcome: "unknown",
        target: { type: "audit_key", id: String(epoch + 1) },
      });
      log().warn("the configured secret is new; the audit log goes on with a new key");
    }
    await appendAudit(transaction, { event: "system.start" });
  });
}

/** From now on makes checkpoints when they are due. Returns what ends it. */
export function keepCheckpoints(db: Database): () => void {
  const look = () =>
    makeCheckpointWhenDue(db, Date.now()).catch((error: unknown) =>
      log().error(errorFields(error), "a checkpoint of the audit log could not be made"),
    );
  const timer = setInterval(look, checkpointInterval);
  timer.unref();
  return () => clearInterval(timer);
}
