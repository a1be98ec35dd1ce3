import "server-only";
import type { Selectable } from "kysely";
import type { IntentState } from "@/lib/intents";
import { mayMove } from "@/lib/server/intents/transitions";
import type { Database } from "@/lib/server/store/database";
import type { Schema } from "@/lib/server/store/schema";

export type IntentRow = Selectable<Schema["intents"]>;
/** Who may see and move an intent: the person who asked, in their account. */
export type IntentOwner = Pick<IntentRow, "account_id" | "subject">;

/** Writes an intent down. False when the same owner has used its key before. */
export async function insertIntent(db: Database, row: IntentRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("intents")
    .values(row)
    .onConflict((conflict) => conflict.columns(["account_id", "subject", "key_hash"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** What a move may set besides the state. */
export type IntentChanges = Partial<Omit<IntentRow, "id" | "state" | "version" | "updated_at" | "seen_at">>;

/**
 * Moves an intent on and returns it as it is then, or undefined when somebody else has moved or changed it since
 * it was read. Throws RangeError for a move that is not in the table.
 */
export async function moveIntent(
  db: Database,
  row: IntentRow,
  to: IntentState,
  { now, ...changes }: IntentChanges & { now: number },
): Promise<IntentRow | undefined> {
  const { id, state, version } = row;
  if (!mayMove(state, to)) throw new RangeError(`An intent does not go from ${state} to ${to}.`);
  const moved = { ...row, ...changes, state: to, version: version + 1, updated_at: now, seen_at: null };
  // Nothing is returned by the statement itself: libsql would leave it unfinished, and SQLite then not commit.
  const { numUpdatedRows } = await db
    .updateTable("intents")
    .set(moved)
    .where("id", "=", id)
    .where("state", "=", state)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? moved : undefined;
}

/** The intent with this key, if its owner has used it. */
export async function findIntentByKey(
  db: Database,
  { account_id, subject, key_hash }: Pick<IntentRow, "account_id" | "subject" | "key_hash">,
): Promise<IntentRow | undefined> {
  return db
    .selectFrom("intents")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("subject", "=", subject)
    .where("key_hash", "=", key_hash)
    .executeTakeFirst();
}

/** The intent with this id, if it is this owner's. */
export async function findIntent(
  db: Database,
  { account_id, subject, id }: Pick<IntentRow, "account_id" | "subject" | "id">,
): Promise<IntentRow | undefined> {
  return db
    .selectFrom("intents")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("subject", "=", subject)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Whether another create under the same name is open in the account, or not yet known to have happened. */
export async function hasOpenNamesake(
  db: Database,
  { account_id, name }: Pick<IntentRow, "account_id" | "name">,
): Promise<boolean> {
  const found = await db
    .selectFrom("intents")
    .select("id")
    .where("account_id", "=", account_id)
    .where("kind", "=", "custom_app.create")
    .where("name", "=", name)
    .where("state", "in", ["pending", "sent", "unknown"])
    .executeTakeFirst();
  return found !== undefined;
}

/** The intent that created a connection, whoever asked. */
export async function creatingIntent(
  db: Database,
  { account_id, integration_id }: { account_id: string; integration_id: string },
): Promise<Pick<IntentRow, "state" | "person" | "updated_at"> | undefined> {
  return db
    .selectFrom("intents")
    .select(["state", "person", "updated_at"])
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .where("kind", "=", "custom_app.create")
    .orderBy("updated_at", "desc")
    .executeTakeFirst();
}

/** Sealed intents of which nobody has collected the secret in time. */
export async function overdueIntents(db: Database, now: number): Promise<IntentRow[]> {
  return db
    .selectFrom("intents")
    .selectAll()
    .where("state", "=", "sealed")
    .where("expires_at", "<=", now)
    .execute();
}

/** Intents in one of these states, of everybody. */
export async function intentsIn(db: Database, states: readonly IntentState[]): Promise<IntentRow[]> {
  return db.selectFrom("intents").selectAll().where("state", "in", states).execute();
}

/** Says which console looks for what came of an intent. Undefined when somebody has changed it since it was read. */
export async function handIntent(
  db: Database,
  row: IntentRow,
  console: string | null,
): Promise<IntentRow | undefined> {
  const { id, version } = row;
  const { numUpdatedRows } = await db
    .updateTable("intents")
    .set({ console, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? { ...row, console, version: version + 1 } : undefined;
}

/** Notes that an intent was looked for and when to look next. False when somebody has changed it meanwhile. */
export async function noteLook(
  db: Database,
  { id, version, looks }: Pick<IntentRow, "id" | "version" | "looks">,
  look_at: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("intents")
    .set({ looks: looks + 1, look_at, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ids of the connections that other intents of the account created. */
export async function integrationsOfOthers(
  db: Database,
  { account_id, id }: Pick<IntentRow, "account_id" | "id">,
): Promise<string[]> {
  const rows = await db
    .selectFrom("intents")
    .select("integration_id")
    .where("account_id", "=", account_id)
    .where("id", "!=", id)
    .where("integration_id", "is not", null)
    .execute();
  return rows.flatMap(({ integration_id }) => (integration_id === null ? [] : [integration_id]));
}

/** Whether this console sent a change of a connection since it was read, however that ended. */
export async function changedHere(
  db: Database,
  { account_id, integration_id, read_at }: { account_id: string; integration_id: string; read_at: number },
): Promise<boolean> {
  const found = await db
    .selectFrom("intents")
    .select("id")
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .where("sent_at", "is not", null)
    .where("updated_at", ">=", read_at)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether this console may have deleted a connection since it was read: it sent a deletion, or repaired it. */
export async function deletedHere(
  db: Database,
  { account_id, integration_id, read_at }: { account_id: string; integration_id: string; read_at: number },
): Promise<boolean> {
  const found = await db
    .selectFrom("intents")
    .select("id")
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .where(({ or, eb }) => or([eb("kind", "=", "custom_app.delete"), eb("state", "=", "repaired")]))
    .where("sent_at", "is not", null)
    .where("updated_at", ">=", read_at)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

const settled: readonly IntentState[] = ["done", "rejected", "absent", "delivered", "kept", "repaired"];

/**
 * Deletes the intents that were settled before `before` and that nothing needs any more. What stays is: what is still
 * looked for; who was shown the secret of a connection, or that nobody was, until that is deleted; and a change that
 * what is known of its connection is older than, because it would pass for one made elsewhere. Returns how many went.
 */
export async function deleteSettled(db: Database, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("intents")
    .where(({ or, and, eb }) =>
      // What a person had to look at in a change is over; in a create they still have to choose.
      or([
        eb("state", "in", settled),
        and([eb("kind", "!=", "custom_app.create"), eb("state", "=", "needs_you")]),
      ]),
    )
    .where("updated_at", "<", before)
    .where("look_at", "is", null)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb("kind", "!=", "custom_app.create"),
        eb("integration_id", "is", null),
        eb("state", "=", "repaired"),
        exists(
          selectFrom("intents as deletion")
            .select("deletion.id")
            .whereRef("deletion.account_id", "=", "intents.account_id")
            .whereRef("deletion.integration_id", "=", "intents.integration_id")
            .where("deletion.kind", "=", "custom_app.delete")
            .where("deletion.state", "=", "done"),
        ),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("known_connections as known")
            .select("known.integration_id")
            .whereRef("known.account_id", "=", "intents.account_id")
            .whereRef("known.integration_id", "=", "intents.integration_id")
            .whereRef("known.read_at", "<=", "intents.updated_at"),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
