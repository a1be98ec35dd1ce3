import "server-only";
import {
  type CustomAppIntegration,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { parseJson } from "@/lib/json";
import { appendAudit } from "@/lib/server/audit/append";
import { forgetOwnDelete } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
import { auditContextOf } from "@/lib/server/intents/begin-intent";
import { isCandidate } from "@/lib/server/intents/candidates";
import { createView } from "@/lib/server/intents/intent-answer";
import { wantedBy } from "@/lib/server/intents/look";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { auditEntryOf } from "@/lib/server/intents/settle";
import { settleSurely } from "@/lib/server/intents/settle-surely";
import { mayMove } from "@/lib/server/intents/transitions";
import type { ChangeCall } from "@/lib/server/intents/with-intent";
import { database } from "@/lib/server/store/database";
import type { IntentRow } from "@/lib/server/store/intents";

/**
 * Deletes the connection of which nobody has the secret, after checking that it still is what this intent created, and
 * sees that it is gone. That it will is recorded first. Never without a person. `chosen` is the one of several a person
 * has pointed out. Throws Failure `conflict` when there is nothing to repair or the connection has been changed since,
 * StoreFailure when that cannot be recorded.
 */
export async function repairIntent(
  call: ChangeCall,
  row: IntentRow,
  chosen: string | undefined,
): Promise<IntentRow> {
  if (!mayMove(row.state, "repaired"))
    throw new Failure("conflict", "There is nothing left to repair. Nothing was changed.");
  const integration_id = targetOf(row, chosen);
  const path = accountApiPaths.customAppIntegration(row.account_id, integration_id);
  const app = await read(call, path);
  if (app) {
    const wanted = await wantedBy(row);
    if (!isCandidate(app, wanted, Date.now()))
      throw new Failure(
        "conflict",
        "The connection has been changed since it was created. Nothing was deleted. Delete it on its own page if nobody uses it.",
      );
    await appendAudit(await database(), {
      ...auditEntryOf({ ...row, integration_id }, auditContextOf(call)),
      event: "custom_app.delete.intent",
    });
    // Before it goes: a list that is read meanwhile must not take it for deleted elsewhere.
    await forgetOwnDelete(row.account_id, integration_id);
    await call.upstream({ method: "DELETE", path });
    if (!(await isGone(call, path)))
      throw new Failure("outcome-unknown", "Databricks did not show that the connection is gone.", {
        outcome: "unknown",
      });
  }
  return settleSurely(row, "repaired", { integration_id, sealed_answer: null }, auditContextOf(call));
}

function targetOf(row: IntentRow, chosen: string | undefined): string {
  if (row.integration_id !== null) return row.integration_id;
  if (chosen !== undefined && createView(row).candidates.includes(chosen)) return chosen;
  throw new Failure("invalid", "Choose one of the connections that it could be. Nothing was changed.");
}

/** Asked once it was deleted: what cannot be read then must not look as if nothing had been sent. */
async function isGone(call: ChangeCall, path: string): Promise<boolean> {
  try {
    return (await read(call, path)) === undefined;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

/** The connection, or undefined when it does not exist. */
async function read(call: ChangeCall, path: string): Promise<CustomAppIntegration | undefined> {
  const answer = await readUpstream(call, path);
  return answer && customAppIntegrationSchema.parse(parseJson(answer.body.toString("utf8")));
}
