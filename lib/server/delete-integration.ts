import "server-only";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

type Target = { kind: "custom_app.delete" | "published_app.delete"; integration_id: string; path: string };

/**
 * Deletes what is at an upstream path. That it is not there is as good as deleted. Throws what Databricks refused with,
 * and `outcome-unknown` when even reading back did not tell.
 */
export async function deleteIntegration(
  call: ChangeCall,
  { kind, integration_id, path }: Target,
): Promise<Response> {
  const deleted = async () => Response.json({});
  return withIntent(
    call,
    { kind, integration_id, body: null, repeats: "delete" },
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
