import "server-only";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  enableRequestSchema,
  type PublishedAppIntegration,
  publishedAppIntegrationSchema,
} from "@/lib/account-api/published-apps";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { type Editable, notHeld } from "@/lib/connection-changes";
import { editableVersion } from "@/lib/editable-version";
import type { ChangeKind } from "@/lib/intents";
import { parseJson } from "@/lib/json";
import { editablePublished } from "@/lib/published-apps";
import type { AccountAnswer } from "@/lib/server/account-client";
import { Failure } from "@/lib/server/failure";
import { findEnabled } from "@/lib/server/intents/find-enabled";
import { type Read, readUpstream } from "@/lib/server/intents/read-upstream";
import { requestedUpdate, snapshotOf } from "@/lib/server/intents/snapshot";
import type { CallKind, ReadBack } from "@/lib/server/retries/next-step";
import type { IntentRow } from "@/lib/server/store/intents";

export type ChangeRow = IntentRow & { kind: ChangeKind };

export const isChangeRow = (row: IntentRow): row is ChangeRow => row.kind !== "custom_app.create";

/** How each change may be sent again, and how what is there is compared with what it wanted. */
const changes: Record<
  ChangeKind,
  {
    repeats: Extract<CallKind, "keyed-create" | "update" | "delete">;
    readBack: (row: IntentRow, read: Read) => Promise<ReadBack>;
  }
> = {
  "custom_app.update": { repeats: "update", readBack: readUpdated },
  "custom_app.delete": { repeats: "delete", readBack: readDeleted },
  "published_app.create": { repeats: "keyed-create", readBack: readEnabled },
  "published_app.update": { repeats: "update", readBack: readUpdated },
  "published_app.delete": { repeats: "delete", readBack: readDeleted },
};

export const repeatsOf = ({ kind }: ChangeRow) => changes[kind].repeats;

/** What is there, compared with what a change wanted. Throws Failure when it cannot be read. */
export const readBack = (row: ChangeRow, read: Read): Promise<ReadBack> =>
  changes[row.kind].readBack(row, read);

async function readUpdated(row: IntentRow, upstream: Read): Promise<ReadBack> {
  const answer = await readUpstream({ upstream }, pathOf(row));
  if (!answer) return "absent";
  const current = editableIn(row, answer);
  if (notHeld(requestedUpdate(row), current).length === 0) return "as-wanted";
  const { before } = snapshotOf(row);
  const isAsBefore = before && (await editableVersion(current)) === (await editableVersion(before));
  return isAsBefore ? "as-before" : "different";
}

async function readDeleted(row: IntentRow, upstream: Read): Promise<ReadBack> {
  return (await readUpstream({ upstream }, pathOf(row))) ? "as-before" : "absent";
}

async function readEnabled({ account_id, request }: IntentRow, read: Read): Promise<ReadBack> {
  const { app_id, token_access_policy } = enableRequestSchema.parse(JSON.parse(request));
  const integration = await findEnabled(read, { account_id, app_id });
  if (!integration) return "absent";
  return holds(integration, token_access_policy) ? "as-wanted" : "different";
}

function pathOf({ kind, account_id, integration_id }: IntentRow): string {
  const path = kind.startsWith("custom_app.")
    ? accountApiPaths.customAppIntegration
    : accountApiPaths.publishedAppIntegration;
  return path(account_id, integration_id ?? "");
}

function editableIn({ kind }: IntentRow, { body }: AccountAnswer): Editable {
  try {
    const json = parseJson(body.toString("utf8"));
    return kind.startsWith("custom_app.")
      ? customAppIntegrationSchema.parse(json)
      : editablePublished(publishedAppIntegrationSchema.parse(json));
  } catch {
    throw new Failure("upstream-unexpected", "What is stored could not be read back.");
  }
}

/** Upstream fills in what was not sent, and leaves out what is false. */
function holds(
  { token_access_policy = {} }: PublishedAppIntegration,
  wanted: TokenAccessPolicyInput | undefined,
): boolean {
  const actual: Record<string, unknown> = token_access_policy;
  return Object.entries(wanted ?? {}).every(([field, value]) => (actual[field] ?? false) === value);
}
