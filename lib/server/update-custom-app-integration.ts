import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import type { AccountCall } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { guardedUpdate } from "@/lib/server/guarded-update";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";

type Call = Pick<AccountCall<unknown>, "request" | "upstream">;

/**
 * Updates a custom app integration with `guardedUpdate`. Only redirect URLs that are new are checked, so that what is
 * stored already stays editable. Throws Failure as `guardedUpdate` does, and `invalid`, and `unacknowledged` for a
 * warning nobody has accepted.
 */
export async function updateCustomAppIntegration(
  call: Call,
  path: string,
  body: UpdateRequest,
): Promise<Response> {
  return guardedUpdate(call, path, body, {
    read: (json) => customAppIntegrationSchema.safeParse(json).data,
    editable: (stored) => stored,
    refuse: (stored) => refuseNewBadUrls(call.request, body, stored),
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
