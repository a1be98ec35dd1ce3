import "server-only";
import { appendAudit } from "@/lib/server/audit/append";
import { ofSession } from "@/lib/server/audit/of-session";
import { errorFields, log } from "@/lib/server/log";
import { endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";

/**
 * Ends a session and records why. A store that cannot take the record keeps nobody signed in: then the log of the
 * process says that it is missing.
 */
export async function endAndRecord(
  token_hash: string,
  event: "auth.logout" | "auth.session.ended",
): Promise<void> {
  const row = await freshSessionRow(token_hash);
  await endSession(token_hash);
  if (!row) return;
  try {
    await appendAudit(await database(), { event, ...ofSession(row) });
  } catch (error) {
    log().error(errorFields(error), "the end of a session could not be recorded");
  }
}
