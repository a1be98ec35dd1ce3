import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { ofSession } from "@/lib/server/audit/of-session";
import { errorFields, log } from "@/lib/server/log";
import { endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { postpone } from "@/lib/server/store/postponed";
import { StoreFailure } from "@/lib/server/store/store-failure";

/**
 * Ends a session and records why. A store that cannot take the record keeps nobody signed in: then the log of the
 * process says that it is missing, and it is recorded once the store works again.
 */
export async function endAndRecord(
  token_hash: string,
  event: "auth.logout" | "auth.session.ended",
): Promise<void> {
  const row = await freshSessionRow(token_hash).catch((error: unknown) => {
    if (!(error instanceof StoreFailure)) throw error;
    return undefined;
  });
  await endSession(token_hash);
  if (!row) return;
  const record = async () => appendAudit(await database(), { event, ...ofSession(row) });
  try {
    await record();
  } catch (error) {
    log().error(errorFields(error), "the end of a session could not be recorded");
    postpone(`record of the end of session ${token_hash}`, record);
  }
}
