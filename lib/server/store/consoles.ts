import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "@/lib/server/store/database";
import { isPostgres } from "@/lib/server/store/is-postgres";
import { inTransaction } from "@/lib/server/store/transaction";

/** Milliseconds without a word of it after which a console counts as gone. */
export const goneAfter = 10_000;

/** The clock of the store, in milliseconds since the epoch: those of the consoles may differ. */
const clock = (db: Database): RawBuilder<number> =>
  isPostgres(db)
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;

const lastMoment = (db: Database): RawBuilder<number> => sql<number>`${clock(db)} - ${sql.lit(goneAfter)}`;

/** Notes that a console lives. */
export async function noteConsole(db: Database, id: string): Promise<void> {
  await db
    .insertInto("consoles")
    .values({ id, seen_at: clock(db) })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at: clock(db) }))
    .execute();
}

/** Notes that a console ends, so that nobody waits for it any more. */
export async function noteEnd(db: Database, id: string): Promise<void> {
  await db.updateTable("consoles").set({ seen_at: 0 }).where("id", "=", id).execute();
}

/** Notes that every other console has ended. */
export async function noteAlone(db: Database, id: string): Promise<void> {
  await db.updateTable("consoles").set({ seen_at: 0 }).where("id", "!=", id).execute();
}

export async function livingConsoles(db: Database): Promise<Set<string>> {
  const rows = await db.selectFrom("consoles").select("id").where("seen_at", ">", lastMoment(db)).execute();
  return new Set(rows.map(({ id }) => id));
}

export async function goneConsoles(db: Database): Promise<string[]> {
  const rows = await db.selectFrom("consoles").select("id").where("seen_at", "<=", lastMoment(db)).execute();
  return rows.map(({ id }) => id);
}

/**
 * Forgets consoles, unless they turn out to live, and frees what nobody known has locked. Call it when nothing is left of
 * what they were at.
 */
export async function forgetConsoles(db: Database, ids: readonly string[]): Promise<void> {
  await inTransaction(db, async (transaction) => {
    for (const id of ids)
      await transaction
        .deleteFrom("consoles")
        .where("id", "=", id)
        .where("seen_at", "<=", lastMoment(db))
        .execute();
    await transaction
      .deleteFrom("locks")
      .where("console", "not in", (from) => from.selectFrom("consoles").select("id"))
      .execute();
  });
}
