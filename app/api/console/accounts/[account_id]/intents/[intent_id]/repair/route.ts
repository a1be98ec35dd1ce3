import { accountRoute } from "@/lib/server/account-route";
import { intentResponse, ownIntentToMove } from "@/lib/server/intents/own-intent";
import { repairIntent } from "@/lib/server/intents/repair";
import { z } from "@/lib/zod";

/** The one of several connections that it came to; only where a person had to choose. */
const bodySchema = z.strictObject({ integration_id: z.string().min(1).optional() });

/** Deletes the connection whose secret nobody has. Creating it again is a new change with a key of its own. */
export const POST = accountRoute<{ account_id: string; intent_id: string }>(async (call) => {
  const { integration_id } = await call.body(bodySchema);
  return intentResponse(await repairIntent(call, await ownIntentToMove(call), integration_id));
});
