import { accountRoute } from "@/lib/server/account-route";
import { noteOpened } from "@/lib/server/intents/note-opened";
import { intentResponse, ownIntent } from "@/lib/server/intents/own-intent";

/** The browser has opened the sealed secret and shows it. It stays sealed and waits to be confirmed. */
export const POST = accountRoute<{ account_id: string; intent_id: string }>(async (call) => {
  const row = await ownIntent(call);
  await noteOpened(call, row);
  return intentResponse(row);
});
