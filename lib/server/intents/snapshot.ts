import "server-only";
import { updateRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import type { Editable } from "@/lib/connection-changes";
import { auditDiff } from "@/lib/server/audit/audit-diff";
import type { AuditEntry } from "@/lib/server/audit/audit-record";
import type { IntentRow } from "@/lib/server/store/intents";
import { z } from "@/lib/zod";

/** What a change keeps of the thing as it was, so that whoever looks later needs nothing but the intent. */
const snapshotSchema = z.object({
  /** As it was read right before an update. */
  before: customAppIntegrationSchema
    .pick({
      integration_id: true,
      name: true,
      redirect_urls: true,
      scopes: true,
      user_authorized_scopes: true,
      token_access_policy: true,
    })
    .optional(),
  /** Of a published app. */
  app_id: z.string().optional(),
});

export type Snapshot = { before?: Editable; app_id?: string };

/** What is written down of it. Members that cannot be edited here stay out. */
export function writtenSnapshot({ before, app_id }: Snapshot): string {
  const { integration_id, name, redirect_urls, scopes, user_authorized_scopes, token_access_policy } =
    before ?? {};
  return JSON.stringify({
    ...(before && {
      before: { integration_id, name, redirect_urls, scopes, user_authorized_scopes, token_access_policy },
    }),
    ...(app_id === undefined ? {} : { app_id }),
  });
}

/** The snapshot of a change. A create has another one. */
export function snapshotOf({ snapshot }: Pick<IntentRow, "snapshot">): z.output<typeof snapshotSchema> {
  return snapshot === null ? {} : snapshotSchema.parse(JSON.parse(snapshot));
}

/** What an update is to change. Undefined for everything else, and before it is sent. */
export function updateDiffOf(row: Pick<IntentRow, "kind" | "snapshot" | "request">): AuditEntry["diff"] {
  if (row.kind !== "custom_app.update" && row.kind !== "published_app.update") return undefined;
  const { before } = snapshotOf(row);
  return before && auditDiff(before, requestedUpdate(row));
}

export const requestedUpdate = ({ request }: Pick<IntentRow, "request">) =>
  updateRequestSchema.parse(JSON.parse(request));
