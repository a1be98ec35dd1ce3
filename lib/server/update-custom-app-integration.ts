import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { parseJson } from "@/lib/json";
import { type AccountCall, passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";

/**
 * Updates a custom app integration. Reads it first, because which redirect URLs are new decides which are
 * checked. Throws Failure `invalid` with a message per URL, and `unacknowledged` for a warning nobody has accepted.
 */
export async function updateCustomAppIntegration(
  { request, upstream }: Pick<AccountCall<unknown>, "request" | "upstream">,
  path: string,
  body: UpdateRequest,
): Promise<Response> {
  const { body: currentBytes } = await upstream({ method: "GET", path });
  const current = customAppIntegrationSchema.parse(parseJson(currentBytes.toString("utf8")));
  const { redirect_urls = [] } = body;
  const context = {
    ...redirectContext(),
    confidential: current.confidential,
    existing: current.redirect_urls,
  };
  const issues = redirectUrlIssues(redirect_urls, context);
  if (issues.length > 0)
    throw new Failure("invalid", "Nothing was changed.", {
      errors: issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })),
    });
  refuseUnacknowledged(request, redirect_urls, context);
  return passThrough(await upstream({ method: "PATCH", path, body }));
}
