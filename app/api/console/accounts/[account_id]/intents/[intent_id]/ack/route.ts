import { accountRoute } from "@/lib/server/account-route";
import { acknowledgeSecret } from "@/lib/server/intents/close-intent";
import { intentResponse, ownIntentToMove } from "@/lib/server/intents/own-intent";

/** The person has stored the secret: its ciphertext is deleted. */
export const POST = accountRoute<{ account_id: string; intent_id: string }>(async (call) =>
  intentResponse(await acknowledgeSecret(call, await ownIntentToMove(call))),
);
