import "server-only";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { parseJson } from "@/lib/json";
import { configurationDiff } from "@/lib/server/audit/audit-diff";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";

type Target = { kind: "custom_app.delete" | "published_app.delete"; integration_id: string; path: string };

/**
 * Deletes what is at an upstream path, once its configuration is in the audit log: upstream keeps nothing of it. That
 * it is not there is as good as deleted. Throws what Databricks refused with, and `outcome-unknown` when even reading
 * back did not tell.
 */
export async function deleteIntegration(
  call: ChangeCall,
  { kind, integration_id, path }: Target,
): Promise<Response> {
  const deleted = async () => Response.json({});
  const current = await stored(call, path);
  const recorded = current && { name: current.name, diff: configurationDiff("deleted", current) };
  return withIntent(
    call,
    { kind, integration_id, body: null, repeats: "delete", ...recorded },
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

/** A published app has the same members, as far as it has any. Undefined when nothing readable is there. */
async function stored(call: ChangeCall, path: string) {
  const answer = await readUpstream(call, path);
  if (!answer) return undefined;
  try {
    return customAppIntegrationSchema.safeParse(parseJson(answer.body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
