import "server-only";
import { expressionBuilder } from "kysely";
import type { IntentState } from "@/lib/intents";
import type { Database } from "@/lib/server/store/database";
import type { IntentOwner, IntentRow } from "@/lib/server/store/intents";
import type { Schema } from "@/lib/server/store/schema";

const openStates: readonly IntentState[] = [
  "pending",
  "sent",
  "sealed",
  "unknown",
  "orphan",
  "needs_you",
  "expired",
];

/** Whether what is in this state has not come to its end. */
export const isOpen = ({ state }: Pick<IntentRow, "state">): boolean => openStates.includes(state);

/** Milliseconds for which an end is told to a person who does not say that they have seen it. */
const toldFor = 24 * 3_600_000;

/**
 * What there is to tell a person, oldest first: what is open, and how what was in doubt has ended, until they have seen
 * it or have gone on to change the same thing anew.
 */
export async function openIntents(
  db: Database,
  { account_id, subject }: IntentOwner,
  now = Date.now(),
): Promise<IntentRow[]> {
  return db
    .selectFrom("intents")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("subject", "=", subject)
    .where((row) =>
      row.or([
        row("state", "in", ["pending", "sent", "unknown"]),
        row.and([
          row("kind", "=", "custom_app.create"),
          row("state", "in", ["sealed", "orphan", "needs_you", "expired"]),
        ]),
        row.and([
          row("seen_at", "is", null),
          row("updated_at", ">", now - toldFor),
          row.or([
            row.and([row("state", "=", "absent"), row.or([row("looks", ">", 0), row("result", "is", null)])]),
            row.and([
              row("kind", "!=", "custom_app.create"),
              row("looks", ">", 0),
              row("state", "in", ["done", "needs_you"]),
            ]),
          ]),
          row.not(row.exists(takenUp({ account_id, subject }))),
        ]),
      ]),
    )
    .orderBy("created_at")
    .execute();
}

/** A later intent of the same person for the same thing as the row of `intents` at hand. */
function takenUp({ account_id, subject }: IntentOwner) {
  return expressionBuilder<Schema, "intents">()
    .selectFrom("intents as later")
    .select("later.id")
    .where("later.account_id", "=", account_id)
    .where("later.subject", "=", subject)
    .whereRef("later.created_at", ">", "intents.created_at")
    .where((row) =>
      row.or([
        row("later.integration_id", "=", row.ref("intents.integration_id")),
        // What is created anew has the name only.
        row.and([
          row("later.kind", "in", ["custom_app.create", "published_app.create"]),
          row("later.kind", "=", row.ref("intents.kind")),
          row("later.name", "=", row.ref("intents.name")),
        ]),
      ]),
    );
}

/** The person knows how it ended. */
export async function noteSeen(
  db: Database,
  { id, version }: Pick<IntentRow, "id" | "version">,
  now: number,
): Promise<void> {
  await db
    .updateTable("intents")
    .set({ seen_at: now })
    .where("id", "=", id)
    .where("version", "=", version)
    .execute();
}
