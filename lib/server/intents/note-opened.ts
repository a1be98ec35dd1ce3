import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { lockHead } from "@/lib/server/audit/head";
import { Failure } from "@/lib/server/failure";
import { auditContextOf, type IntentCall } from "@/lib/server/intents/begin-intent";
import { auditEntryOf } from "@/lib/server/intents/settle";
import { database } from "@/lib/server/store/database";
import type { IntentRow } from "@/lib/server/store/intents";
import { inTransaction } from "@/lib/server/store/transaction";

/**
 * Records that a browser says it has opened the secret of this intent; the first time only, however often it is shown.
 * Whatever became of the intent: a secret that could not be stored is shown all the same. Throws Failure `conflict`
 * when there never was one to open.
 */
export async function noteOpened(call: IntentCall, row: IntentRow): Promise<void> {
  if (row.public_key === null || row.sent_at === null)
    throw new Failure("conflict", "There is no secret to open here. Nothing was changed.");
  await inTransaction(await database(), async (transaction) => {
    // Whoever holds the head is alone: of two tabs that show it at once, one is recorded.
    await lockHead(transaction);
    const before = await transaction
      .selectFrom("audit_records")
      .select("seq")
      .where("intent", "=", row.id)
      .where("event", "=", "secret.opened")
      .executeTakeFirst();
    if (!before)
      await appendAudit(transaction, { ...auditEntryOf(row, auditContextOf(call)), event: "secret.opened" });
  });
}
