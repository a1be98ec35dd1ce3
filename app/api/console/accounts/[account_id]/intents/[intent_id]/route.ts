import { accountRoute } from "@/lib/server/account-route";
import { intentResponse, ownIntent } from "@/lib/server/intents/own-intent";
import { tendIntents } from "@/lib/server/intents/tend";

export const GET = accountRoute<{ account_id: string; intent_id: string }>(async (call) => {
  await tendIntents([await ownIntent(call)]);
  return intentResponse(await ownIntent(call));
});
