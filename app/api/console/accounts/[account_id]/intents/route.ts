import { accountRoute } from "@/lib/server/account-route";
import { intentView } from "@/lib/server/intents/intent-answer";
import { tendIntents } from "@/lib/server/intents/tend";
import { database } from "@/lib/server/store/database";
import { openIntents } from "@/lib/server/store/open-intents";

/** What is open of the person signed in: secrets that wait, outcomes that are being checked or need them. */
export const GET = accountRoute(async ({ params, session }) => {
  const owner = { account_id: params.account_id, subject: session.subject };
  const db = await database();
  await tendIntents(await openIntents(db, owner));
  return Response.json({ intents: (await openIntents(db, owner)).map(intentView) });
});
