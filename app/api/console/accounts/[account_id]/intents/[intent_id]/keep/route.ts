import { accountRoute } from "@/lib/server/account-route";
import { keepAsItIs } from "@/lib/server/intents/close-intent";
import { intentResponse, ownIntentToMove } from "@/lib/server/intents/own-intent";

/** The person leaves what cannot be used as it is. */
export const POST = accountRoute<{ account_id: string; intent_id: string }>(async (call) =>
  intentResponse(await keepAsItIs(call, await ownIntentToMove(call))),
);
