import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

/**
 * Deletes a custom app integration. That it is not there is as good as deleted. Throws what Databricks refused with,
 * and `outcome-unknown` when even reading back did not tell.
 */
export async function deleteCustomAppIntegration(
  call: ChangeCall,
  { account_id, integration_id }: { account_id: string; integration_id: string },
): Promise<Response> {
  const path = accountApiPaths.customAppIntegration(account_id, integration_id);
  const deleted = async () => Response.json({});
  return withIntent(
    call,
    { kind: "custom_app.delete", integration_id, body: null, repeats: "delete" },
    {
      work: async (send) => {
        await send({ method: "DELETE", path });
        return deleted();
      },
      readBack: async () => ((await readUpstream(call, path)) ? "as-before" : "absent"),
      again: deleted,
    },
  );
}
