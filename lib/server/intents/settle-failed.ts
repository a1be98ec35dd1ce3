import "server-only";
import type { Failure } from "@/lib/server/failure";
import { storedFailure } from "@/lib/server/intents/intent-answer";
import type { AuditContext } from "@/lib/server/intents/settle";
import { settleSurely } from "@/lib/server/intents/settle-surely";
import { seenIn } from "@/lib/server/retries/seen";
import type { IntentRow } from "@/lib/server/store/intents";

/**
 * Settles an intent whose call failed for certain: nothing came of it. Undefined when that is not certain, and the
 * intent is as it was.
 */
export async function settleFailed(
  sent: IntentRow,
  failure: Failure,
  context: AuditContext,
): Promise<IntentRow | undefined> {
  const seen = seenIn(failure);
  // Whether a 429 always comes before the work is not documented.
  if (seen === "unclear" || seen === "rate-limited") return undefined;
  const to = seen === "not-sent" ? "absent" : "rejected";
  return settleSurely(sent, to, { result: storedFailure(failure) }, context);
}
