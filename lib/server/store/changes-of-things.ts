import "server-only";
import type { Database } from "@/lib/server/store/database";
import type { IntentRow } from "@/lib/server/store/intents";

type Thing = Pick<IntentRow, "account_id" | "integration_id">;

const ofThing = (db: Database, { account_id, integration_id }: Thing) =>
  db
    .selectFrom("intents")
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .where("kind", "!=", "custom_app.create");

/** Whether a change of the same thing is under way, or has been in doubt since less long than `since`. */
export async function hasOpenChange(db: Database, thing: Thing, since: number): Promise<boolean> {
  const found = await ofThing(db, thing)
    .select("id")
    .where("state", "in", ["pending", "sent", "unknown"])
    .where("updated_at", ">", since)
    .executeTakeFirst();
  return found !== undefined;
}

/** Changes of a thing of which it is not known what became. */
export async function unknownChanges(db: Database, thing: Thing): Promise<IntentRow[]> {
  return ofThing(db, thing).selectAll().where("state", "=", "unknown").orderBy("sent_at").execute();
}

/** Whether the same thing was changed here after this change was sent. */
export async function changedAfter(
  db: Database,
  { account_id, integration_id, kind, name, sent_at, created_at }: IntentRow,
): Promise<boolean> {
  const found = await db
    .selectFrom("intents")
    .select("id")
    .where("account_id", "=", account_id)
    // What was enabled has an id only afterwards.
    .where((row) =>
      row.or([
        ...(integration_id === null ? [] : [row("integration_id", "=", integration_id)]),
        ...(kind === "published_app.create" ? [row.and({ kind, name })] : []),
      ]),
    )
    .where("sent_at", ">", sent_at ?? created_at)
    .executeTakeFirst();
  return found !== undefined;
}
