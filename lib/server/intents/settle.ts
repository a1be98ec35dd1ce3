import "server-only";
import type { IntentKind, IntentState } from "@/lib/intents";
import { appendAudit } from "@/lib/server/audit/append";
import type { AuditEntry, AuditEvent } from "@/lib/server/audit/audit-record";
import { updateDiffOf } from "@/lib/server/intents/snapshot";
import { mayMove } from "@/lib/server/intents/transitions";
import { type Database, database } from "@/lib/server/store/database";
import { findIntent, type IntentChanges, type IntentRow, moveIntent } from "@/lib/server/store/intents";
import { inTransaction } from "@/lib/server/store/transaction";

/** What is recorded when an intent comes into a state, besides that it did. */
const events: Partial<
  Record<IntentState, { event: "outcome" | AuditEvent; outcome?: AuditEntry["outcome"] }[]>
> = {
  done: [{ event: "outcome", outcome: "done" }],
  sealed: [{ event: "outcome", outcome: "done" }, { event: "secret.sealed" }],
  delivered: [{ event: "secret.acked" }],
  expired: [{ event: "secret.expired" }],
  rejected: [{ event: "outcome", outcome: "none" }],
  unknown: [{ event: "outcome", outcome: "unknown" }],
  absent: [{ event: "outcome", outcome: "none" }],
  orphan: [{ event: "outcome", outcome: "done" }, { event: "orphan.detected" }],
  repaired: [{ event: "orphan.repaired" }],
  kept: [{ event: "orphan.kept" }],
};

/** What a request adds to the records it causes. */
export type AuditContext = Pick<AuditEntry, "session" | "request" | "actor" | "ack" | "diff" | "target">;

/**
 * Moves an intent on and records it, in one transaction. Returns it as it is then, or undefined when somebody else
 * moved it first. Rejects when either cannot be written; neither is then.
 */
export async function settle(
  row: IntentRow,
  to: IntentState,
  { now = Date.now(), ...changes }: IntentChanges & { now?: number } = {},
  context: AuditContext = {},
): Promise<IntentRow | undefined> {
  return inTransaction(await database(), async (transaction, again) => {
    const moved = await moveIntent(transaction, row, to, { now, ...changes });
    if (!moved) return again ? ownMove(transaction, row, to, now) : undefined;
    for (const entry of eventsOf(row.kind, to))
      await appendAudit(transaction, { ...auditEntryOf(moved, context), ...entry });
    return moved;
  });
}

/** The intent, if a try of which no answer came has moved it already. */
async function ownMove(
  transaction: Database,
  row: IntentRow,
  to: IntentState,
  now: number,
): Promise<IntentRow | undefined> {
  const current = await findIntent(transaction, row);
  const ours = current?.state === to && current.version === row.version + 1 && current.updated_at === now;
  return ours ? current : undefined;
}

/** What is recorded when an intent of this kind comes into a state. */
export function eventsOf(kind: IntentKind, to: IntentState): Pick<AuditEntry, "event" | "outcome">[] {
  return (events[to] ?? []).map(({ event, ...rest }) => ({
    ...rest,
    event: event === "outcome" ? `${kind}.outcome` : event,
  }));
}

/** As `settle`, but when somebody else moved it first, by how they left it. Returns the intent as it is at the end. */
export async function settleLatest(
  row: IntentRow,
  to: IntentState,
  changes: IntentChanges,
  context: AuditContext = {},
): Promise<IntentRow> {
  const moved = await settle(row, to, changes, context);
  if (moved) return moved;
  const current = (await findIntent(await database(), row)) ?? row;
  const again = mayMove(current.state, to) ? await settle(current, to, changes, context) : undefined;
  return again ?? current;
}

/** What every record of an intent says: who, where, what. */
export function auditEntryOf(row: IntentRow, context: AuditContext): Omit<AuditEntry, "event"> {
  const diff = updateDiffOf(row);
  return {
    ...(diff ? { diff } : {}),
    actor: { sub: row.subject, email: row.person, name: row.person },
    account_id: row.account_id,
    intent: row.id,
    target: {
      type: row.kind.startsWith("custom_app.") ? "custom_app_integration" : "published_app_integration",
      ...(row.name === "" ? {} : { name: row.name }),
      ...(row.integration_id === null ? {} : { id: row.integration_id }),
      ...(row.client_id === null ? {} : { client_id: row.client_id }),
    },
    ...context,
  };
}
