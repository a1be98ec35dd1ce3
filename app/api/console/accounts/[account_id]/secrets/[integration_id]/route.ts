import { accountRoute } from "@/lib/server/account-route";
import { requireAdmin } from "@/lib/server/require-admin";
import { database } from "@/lib/server/store/database";
import { creatingIntent } from "@/lib/server/store/intents";

/** What became of the secret of a connection. Null when another tool created it. */
export const GET = accountRoute<{ account_id: string; integration_id: string }>(async (call) => {
  await requireAdmin(call);
  const intent = await creatingIntent(await database(), call.params);
  const secret = intent ? { state: intent.state, person: intent.person, at: intent.updated_at } : null;
  return Response.json({ secret });
});
