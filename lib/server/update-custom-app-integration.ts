import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { rememberOwnChange } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
import { guardedUpdate } from "@/lib/server/guarded-update";
import type { ChangeCall } from "@/lib/server/intents/with-intent";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";

/**
 * Updates a custom app integration with `guardedUpdate`. Only redirect URLs that are new are checked, so that what is
 * stored already stays editable. Throws Failure as `guardedUpdate` does, and `invalid`, and `unacknowledged` for a
 * warning nobody has accepted.
 */
export async function updateCustomAppIntegration(
  call: ChangeCall,
  { account_id, integration_id }: { account_id: string; integration_id: string },
  body: UpdateRequest,
): Promise<Response> {
  const path = accountApiPaths.customAppIntegration(account_id, integration_id);
  return guardedUpdate(call, { kind: "custom_app.update", integration_id, path }, body, {
    read: (json) => customAppIntegrationSchema.safeParse(json).data,
    snapshot: (stored) => ({ before: stored }),
    refuse: (stored) => refuseNewBadUrls(call.request, body, stored),
    saved: (stored) => rememberOwnChange(account_id, stored),
  });
}

function refuseNewBadUrls(
  request: Request,
  { redirect_urls = [] }: UpdateRequest,
  { confidential, redirect_urls: existing }: CustomAppIntegration,
): void {
  const context = { ...redirectContext(), confidential, existing };
  const issues = redirectUrlIssues(redirect_urls, context);
  if (issues.length > 0)
    throw new Failure("invalid", "Nothing was changed.", {
      errors: issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })),
    });
  refuseUnacknowledged(request, redirect_urls, context);
}
