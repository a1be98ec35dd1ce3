import "server-only";
import { redirectUrlIssues, type UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { notHeld } from "@/lib/connection-changes";
import { editableVersion, versionOfTag } from "@/lib/editable-version";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { type AccountCall, passThrough } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { withLock } from "@/lib/server/keyed-lock";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";

type Call = Pick<AccountCall<unknown>, "request" | "upstream">;

/**
 * Updates a custom app integration, if it still is what the change was made to. Upstream has no versions, so this
 * reads right before the update, one update of a connection at a time; a change made outside this process in the one
 * round trip between that read and the update is overwritten, and cannot be seen. The answer is the integration as
 * it was read back, in upstream's own bytes. When it does not hold what was sent, the header `Latchkey-Not-Held`
 * names the fields.
 *
 * `path` is upstream's path of the integration; the request's `If-Match` names the version. Only redirect URLs that
 * are new are checked, so that what is stored already stays editable. Throws Failure `precondition-required`,
 * `changed-meanwhile`, `not-found`, `invalid`, `unacknowledged` for a warning nobody has accepted (nothing was
 * changed), and `saved-unseen` (outcome done).
 */
export async function updateCustomAppIntegration(
  call: Call,
  path: string,
  body: UpdateRequest,
): Promise<Response> {
  const version = versionOfTag(call.request.headers.get("if-match"));
  if (!version)
    throw new Failure("precondition-required", "If-Match must name one version. Nothing was changed.");
  return withLock(path, () => updateVersion(call, path, body, version));
}

async function updateVersion(
  { request, upstream }: Call,
  path: string,
  body: UpdateRequest,
  version: string,
): Promise<Response> {
  const current = integrationIn(await upstream({ method: "GET", path }));
  if (!current)
    throw new Failure("upstream-unexpected", "The connection could not be read. Nothing was changed.");
  if ((await editableVersion(current)) !== version)
    throw new Failure("changed-meanwhile", "Nothing of yours was changed.");
  refuseNewBadUrls(request, body, current);
  await upstream({ method: "PATCH", path, body });
  const answer = await readBack(path, upstream);
  const stored = integrationIn(answer);
  if (!stored) throw savedUnseen();
  const response = passThrough(answer);
  const different = notHeld(body, stored);
  if (different.length > 0) response.headers.set("Latchkey-Not-Held", different.join(", "));
  return response;
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

/** The update is done by now, so whatever goes wrong here must not look like a failed one. */
async function readBack(path: string, upstream: Call["upstream"]): Promise<AccountAnswer> {
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
