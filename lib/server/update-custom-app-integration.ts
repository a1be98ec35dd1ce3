import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { notHeld } from "@/lib/connection-changes";
import { editableVersion, versionOfTag } from "@/lib/editable-version";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { passThrough } from "@/lib/server/account-route";
import { auditDiff } from "@/lib/server/audit/audit-diff";
import { Failure } from "@/lib/server/failure";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { type ChangeCall, type SendChange, withIntent } from "@/lib/server/intents/with-intent";
import { withLock } from "@/lib/server/keyed-lock";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";
import type { ReadBack } from "@/lib/server/retries/next-step";

/**
 * Updates a custom app integration, if it still is what the change was made to. Upstream has no versions, so this
 * reads right before the update, one update of a connection at a time; a change made outside this process in the one
 * round trip between that read and the update is overwritten, and cannot be seen. The answer is the integration as
 * it was read back, in upstream's own bytes. When it does not hold what was sent, the header `Latchkey-Not-Held`
 * names the fields.
 *
 * The request's `If-Match` names the version. Only redirect URLs that are new are checked, so that what is stored
 * already stays editable. Throws Failure `precondition-required`, `changed-meanwhile`, `not-found`, `invalid`,
 * `unacknowledged` for a warning nobody has accepted (nothing was changed), `saved-unseen` (outcome done), and those
 * of `withIntent`.
 */
export async function updateCustomAppIntegration(
  call: ChangeCall,
  { account_id, integration_id }: { account_id: string; integration_id: string },
  body: UpdateRequest,
): Promise<Response> {
  const version = versionOfTag(call.request.headers.get("if-match"));
  if (!version)
    throw new Failure("precondition-required", "If-Match must name one version. Nothing was changed.");
  const path = accountApiPaths.customAppIntegration(account_id, integration_id);
  return withLock(path, () =>
    withIntent(
      call,
      { kind: "custom_app.update", integration_id, body, repeats: "update" },
      {
        work: (send) => updateVersion(call, path, { body, version }, send),
        readBack: async () => standing(await readUpstream(call, path), { body, version }),
        again: () => storedAfter(call, path, body),
      },
    ),
  );
}

type Update = { body: UpdateRequest; version: string };

async function updateVersion(
  call: ChangeCall,
  path: string,
  { body, version }: Update,
  send: SendChange,
): Promise<Response> {
  const current = integrationIn(await call.upstream({ method: "GET", path }));
  if (!current)
    throw new Failure("upstream-unexpected", "The connection could not be read. Nothing was changed.");
  if ((await editableVersion(current)) !== version)
    throw new Failure("changed-meanwhile", "Nothing of yours was changed.");
  refuseNewBadUrls(call.request, body, current);
  await send({ method: "PATCH", path, body }, { diff: auditDiff(current, body) });
  return storedAfter(call, path, body);
}

/** The update is done by now, so whatever goes wrong here must not look like a failed one. */
async function storedAfter(call: ChangeCall, path: string, body: UpdateRequest): Promise<Response> {
  const answer = await readBack(path, call.upstream);
  const stored = integrationIn(answer);
  if (!stored) throw savedUnseen();
  const response = passThrough(answer);
  const different = notHeld(body, stored);
  if (different.length > 0) response.headers.set("Latchkey-Not-Held", different.join(", "));
  return response;
}

/** How what is there compares with an update whose outcome is unclear. */
async function standing(answer: AccountAnswer | undefined, { body, version }: Update): Promise<ReadBack> {
  if (!answer) return "absent";
  const current = integrationIn(answer);
  if (!current) throw new Failure("upstream-unexpected", "The connection could not be read back.");
  if (notHeld(body, current).length === 0) return "as-wanted";
  return (await editableVersion(current)) === version ? "as-before" : "different";
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

async function readBack(path: string, upstream: ChangeCall["upstream"]): Promise<AccountAnswer> {
  try {
    return await upstream({ method: "GET", path });
  } catch {
    throw savedUnseen();
  }
}

const savedUnseen = () =>
  new Failure("saved-unseen", "Databricks confirmed the change.", { outcome: "done" });

function integrationIn({ body }: AccountAnswer): CustomAppIntegration | undefined {
  try {
    return customAppIntegrationSchema.safeParse(parseJson(body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
