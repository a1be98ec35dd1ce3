import { accountRoute } from "@/lib/server/account-route";
import { intentResponse, ownIntent } from "@/lib/server/intents/own-intent";
import { database } from "@/lib/server/store/database";
import { noteSeen } from "@/lib/server/store/open-intents";

/** The person knows how it ended: they are not told again, unless it moves on. */
export const POST = accountRoute<{ account_id: string; intent_id: string }>(async (call) => {
  const row = await ownIntent(call);
  await noteSeen(await database(), row, Date.now());
  return intentResponse(row);
});
