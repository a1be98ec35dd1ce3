import "server-only";
import type { Insertable } from "kysely";
import type { Database } from "@/lib/server/store/database";
import type { Schema } from "@/lib/server/store/schema";

export type KnownConnection = Insertable<Schema["known_connections"]>;

type Key = Pick<KnownConnection, "account_id" | "integration_id">;

export async function findKnownConnections(
  db: Database,
  account_id: string,
  integration_ids: readonly string[],
): Promise<KnownConnection[]> {
  if (integration_ids.length === 0) return [];
  return db
    .selectFrom("known_connections")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("integration_id", "in", integration_ids)
    .execute();
}

/** Ids of the connections that are known since before `time`. */
export async function knownBefore(db: Database, account_id: string, time: number): Promise<string[]> {
  const rows = await db
    .selectFrom("known_connections")
    .select("integration_id")
    .where("account_id", "=", account_id)
    .where("read_at", "<", time)
    .execute();
  return rows.map(({ integration_id }) => integration_id);
}

/** Remembers how connections were, unless something newer is known of them. */
export async function rememberConnections(db: Database, rows: readonly KnownConnection[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("known_connections")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(["account_id", "integration_id"])
        .doUpdateSet(({ ref }) => ({ state: ref("excluded.state"), read_at: ref("excluded.read_at") }))
        .whereRef("known_connections.read_at", "<", "excluded.read_at"),
    )
    .execute();
}

/**
 * Puts `state` in the place of what is known, if that is still `known`. False when somebody was faster.
 */
export async function replaceKnownConnection(
  db: Database,
  known: KnownConnection,
  { state, read_at }: Pick<KnownConnection, "state" | "read_at">,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("known_connections")
    .set({ state, read_at })
    .where("account_id", "=", known.account_id)
    .where("integration_id", "=", known.integration_id)
    .where("state", "=", known.state)
    .where("read_at", "=", known.read_at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Forgets a connection. False when nothing was known of it. */
export async function forgetConnection(db: Database, { account_id, integration_id }: Key): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("known_connections")
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
