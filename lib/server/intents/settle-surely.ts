import "server-only";
import type { IntentState } from "@/lib/intents";
import { forget, remember } from "@/lib/server/intents/remembered";
import { type AuditContext, eventsOf, settleLatest } from "@/lib/server/intents/settle";
import { watch } from "@/lib/server/intents/watch";
import { errorFields, log } from "@/lib/server/log";
import type { IntentChanges, IntentRow } from "@/lib/server/store/intents";
import { makeUp, postpone } from "@/lib/server/store/postponed";

/**
 * As `settleLatest`, for what happened whether it can be written down or not: what the store cannot take is printed as
 * one line of the log, kept in memory, and settled once the store works again. Until then, and not longer than the
 * process lives, `latest` has the intent as it really is. Never rejects.
 */
export async function settleSurely(
  row: IntentRow,
  to: IntentState,
  changes: IntentChanges,
  context: AuditContext = {},
): Promise<IntentRow> {
  try {
    return await settleLatest(row, to, changes, context);
  } catch (error) {
    const known = { ...row, ...changes, state: to, version: row.version + 1, updated_at: Date.now() };
    log().error({ ...errorFields(error), audit: lineOf(known, row) }, "an outcome could not be stored");
    const waits = postpone(keyOf(row), async () => {
      const settled = await settleLatest(row, to, changes, context);
      forget(row);
      if (settled.state === "unknown") watch(settled);
    });
    if (waits) remember(known);
    return known;
  }
}

/** Writes down what is only remembered of an intent. Throws StoreFailure while that is not possible. */
export const settleRemembered = ({ id }: Pick<IntentRow, "id">): Promise<void> => makeUp(keyOf({ id }));

const keyOf = ({ id }: Pick<IntentRow, "id">) => `intent ${id}`;

/** What the records would have said, as far as the log of the process may know it. */
function lineOf(known: IntentRow, { kind }: IntentRow) {
  const { id, account_id, subject, integration_id, client_id, state } = known;
  return { events: eventsOf(kind, state), intent: id, account_id, subject, integration_id, client_id };
}
