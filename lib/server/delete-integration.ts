import "server-only";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { publishedAppIntegrationSchema } from "@/lib/account-api/published-apps";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { configurationDiff } from "@/lib/server/audit/audit-diff";
import { forgetOwnDelete } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
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
  const answer = await readUpstream(call, path);
  const recorded = answer && recordedOf(kind, answer);
  return withIntent(
    call,
    { kind, integration_id, body: null, ...recorded },
    {
      work: async (send) => {
        await send({ method: "DELETE", path });
        await forgetOwnDelete(call.account.account_id, integration_id);
        return deleted();
      },
      again: deleted,
    },
  );
}

/** What the log is told of what goes. Throws Failure `upstream-unexpected` when it cannot be read. */
function recordedOf(kind: Target["kind"], { body }: AccountAnswer) {
  try {
    const json = parseJson(body.toString("utf8"));
    if (kind === "custom_app.delete") {
      const connection = customAppIntegrationSchema.parse(json);
      return { name: connection.name, diff: configurationDiff("deleted", connection) };
    }
    const { name, app_id, token_access_policy } = publishedAppIntegrationSchema.parse(json);
    return { name: name || app_id, app_id, diff: configurationDiff("deleted", { token_access_policy }) };
  } catch {
    throw new Failure("upstream-unexpected", "What is to be deleted could not be read. Nothing was changed.");
  }
}
