import "server-only";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { createdCustomAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { parseJson } from "@/lib/json";
import { type AccountCall, passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { errorFields, log } from "@/lib/server/log";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";
import { database } from "@/lib/server/store/database";
import { insertShownSecret } from "@/lib/server/store/shown-secrets";

/**
 * Creates a custom app integration and passes the answer on, secret included, without keeping it.
 * Throws Failure `unacknowledged` for a warning nobody has accepted, `secret-missing` (outcome done) when a confidential client came without its secret, and
 * `outcome-unknown` when the answer cannot be read.
 */
export async function createCustomAppIntegration(
  {
    request,
    account,
    session,
    upstream,
  }: Pick<AccountCall<unknown>, "request" | "account" | "session" | "upstream">,
  body: CreateRequest,
): Promise<Response> {
  const { redirect_urls, confidential } = body;
  refuseUnacknowledged(request, redirect_urls, { ...redirectContext(), confidential });
  const { account_id } = account;
  const answer = await upstream({
    method: "POST",
    path: accountApiPaths.customAppIntegrations(account_id),
    body,
  });
  const created = createdCustomAppIntegrationSchema.safeParse(readable(answer.body));
  if (!created.success)
    throw new Failure("outcome-unknown", "Its answer could not be read. The connection may exist.", {
      outcome: "unknown",
    });
  if (body.confidential && created.data.client_secret === undefined)
    throw new Failure("secret-missing", `The client ID is ${created.data.client_id}.`, { outcome: "done" });
  if (created.data.client_secret !== undefined)
    await noteShown({
      account_id,
      integration_id: created.data.integration_id,
      shown_to: session.email,
      shown_at: Date.now(),
    });
  return passThrough(answer);
}

/** A store that fails here must not keep the secret from the person: the note is what gets lost. */
async function noteShown(row: Parameters<typeof insertShownSecret>[1]): Promise<void> {
  try {
    await insertShownSecret(await database(), row);
  } catch (error) {
    log().error(errorFields(error), "the showing of a secret could not be noted");
  }
}

function readable(body: Buffer): unknown {
  try {
    return parseJson(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
