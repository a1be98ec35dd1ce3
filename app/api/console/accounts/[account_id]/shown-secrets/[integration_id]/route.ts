import { accountRoute } from "@/lib/server/account-route";
import { database } from "@/lib/server/store/database";
import { findShownSecret } from "@/lib/server/store/shown-secrets";

export const GET = accountRoute<{ account_id: string; integration_id: string }>(async ({ params }) =>
  Response.json({ shown: (await findShownSecret(await database(), params)) ?? null }),
);
