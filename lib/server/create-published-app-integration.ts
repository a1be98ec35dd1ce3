import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { EnableRequest } from "@/lib/account-api/published-apps";
import { passThrough } from "@/lib/server/account-route";
import { findEnabled } from "@/lib/server/intents/find-enabled";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

/** Enables a published app. Its id is its key: enabled as wanted is done, whoever did it. Throws those of `withIntent`. */
export async function createPublishedAppIntegration(
  call: ChangeCall,
  account_id: string,
  body: EnableRequest,
): Promise<Response> {
  const { app_id } = body;
  const enabled = async () => {
    const found = await findEnabled(call.upstream, { account_id, app_id });
    return Response.json({ integration_id: found?.integration_id ?? "" });
  };
  return withIntent(
    call,
    { kind: "published_app.create", name: app_id, body },
    {
      work: async (send) => {
        const path = accountApiPaths.publishedAppIntegrations(account_id);
        const answer = await send({ method: "POST", path, body });
        return answer ? passThrough(answer) : enabled();
      },
      again: enabled,
    },
  );
}
