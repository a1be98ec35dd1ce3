import { accountRoute } from "@/lib/server/account-route";
import { intentView } from "@/lib/server/intents/intent-answer";
import { isKept, latest } from "@/lib/server/intents/remembered";
import { tendIntents } from "@/lib/server/intents/tend";
import { database } from "@/lib/server/store/database";
import { isOpen, openIntents } from "@/lib/server/store/open-intents";

/** What is open of the person signed in: secrets that wait, outcomes that are being checked or need them. */
export const GET = accountRoute(async ({ params, session }) => {
  const owner = { account_id: params.account_id, subject: session.subject };
  const open = async () => {
    const rows = await openIntents(await database(), owner);
    return rows.map(latest).filter((row) => isKept(row) || isOpen(row));
  };
  await tendIntents(await open());
  return Response.json({ intents: (await open()).map(intentView) });
});
