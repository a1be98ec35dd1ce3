import "server-only";
import type { AccountCall } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { intentView } from "@/lib/server/intents/intent-answer";
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
  return row;
}

export const intentResponse = (row: IntentRow): Response => Response.json(intentView(row));
