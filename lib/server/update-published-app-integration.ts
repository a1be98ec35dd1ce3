import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import { publishedAppIntegrationSchema, type UpdatePublishedRequest } from "@/lib/account-api/published-apps";
import { editablePublished } from "@/lib/published-apps";
import { guardedUpdate } from "@/lib/server/guarded-update";
import type { ChangeCall } from "@/lib/server/intents/with-intent";

/** Updates a published app integration with `guardedUpdate`. Throws Failure as it does. */
export async function updatePublishedAppIntegration(
  call: ChangeCall,
  { account_id, integration_id }: { account_id: string; integration_id: string },
  body: UpdatePublishedRequest,
): Promise<Response> {
  const path = accountApiPaths.publishedAppIntegration(account_id, integration_id);
  return guardedUpdate(call, { kind: "published_app.update", integration_id, path }, body, {
    read: (json) => publishedAppIntegrationSchema.safeParse(json).data,
    snapshot: (stored) => ({ before: editablePublished(stored), app_id: stored.app_id }),
  });
}
