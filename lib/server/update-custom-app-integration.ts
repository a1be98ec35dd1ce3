import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { parseJson } from "@/lib/json";
import { type AccountCall, passThrough } from "@/lib/server/account-route";
import { env } from "@/lib/server/env";
import { Failure } from "@/lib/server/failure";

/**
 * Updates a custom app integration. Reads it first, because which redirect URLs are new decides which are
 * checked. Throws Failure `invalid` with a message per URL.
 */
export async function updateCustomAppIntegration(
  path: string,
  body: UpdateRequest,
  upstream: AccountCall<unknown>["upstream"],
): Promise<Response> {
  const { body: currentBytes } = await upstream({ method: "GET", path });
  const current = customAppIntegrationSchema.parse(parseJson(currentBytes.toString("utf8")));
  const issues = redirectUrlIssues(body.redirect_urls ?? [], {
    confidential: current.confidential,
    consoleOrigin: env().origin,
    existing: current.redirect_urls,
  });
  if (issues.length > 0)
    throw new Failure("invalid", "Nothing was changed.", {
      errors: issues.map((issue) => ({ field: issue.path.join("."), message: issue.message })),
    });
  return passThrough(await upstream({ method: "PATCH", path, body }));
}
