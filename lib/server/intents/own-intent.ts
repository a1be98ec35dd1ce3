import "server-only";
import type { AccountCall } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { intentView } from "@/lib/server/intents/intent-answer";
import { latest } from "@/lib/server/intents/remembered";
import { settleRemembered } from "@/lib/server/intents/settle-surely";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow } from "@/lib/server/store/intents";

type Params = { account_id: string; intent_id: string };

/** The intent that the path names. Throws Failure `not-found` when it is not this person's. */
export async function ownIntent({
  params,
  session,
}: Pick<AccountCall<Params>, "params" | "session">): Promise<IntentRow> {
  const { account_id, intent_id } = params;
  const row = await findIntent(await database(), { account_id, subject: session.subject, id: intent_id });
  if (!row) throw new Failure("not-found", "There is no such intent of yours. Nothing was changed.");
  return latest(row);
}

/** As `ownIntent`, for who is going to move it. Throws StoreFailure while the store does not know where it is. */
export async function ownIntentToMove(call: Parameters<typeof ownIntent>[0]): Promise<IntentRow> {
  await settleRemembered(await ownIntent(call));
  return ownIntent(call);
}

export const intentResponse = (row: IntentRow): Response => Response.json(intentView(row));
