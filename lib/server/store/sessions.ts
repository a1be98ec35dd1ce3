import "server-only";
import type { Insertable, Selectable } from "kysely";
import type { Database } from "@/lib/server/store/database";
import type { Schema } from "@/lib/server/store/schema";

export type SessionRow = Selectable<Schema["sessions"]>;

export async function insertSession(db: Database, row: Insertable<Schema["sessions"]>): Promise<void> {
  await db.insertInto("sessions").values(row).execute();
}

/** The unexpired session with this hash. */
export async function findSession(
  db: Database,
  token_hash: string,
  now: number,
): Promise<SessionRow | undefined> {
  return db
    .selectFrom("sessions")
    .selectAll()
    .where("token_hash", "=", token_hash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

export async function deleteSession(db: Database, token_hash: string): Promise<void> {
  await db.deleteFrom("sessions").where("token_hash", "=", token_hash).execute();
}

export async function deleteExpiredSessions(db: Database, now: number): Promise<void> {
  await db.deleteFrom("sessions").where("expires_at", "<=", now).execute();
}

/**
 * Takes the right to refresh version `version` until `until`. False when somebody else holds it, when the
 * tokens were already refreshed, or when the session is gone. Works across processes: one row, compare-and-set.
 */
export async function takeRefreshLease(
  db: Database,
  { token_hash, version, now, until }: { token_hash: string; version: number; now: number; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("sessions")
    .set({ refreshing_until: until })
    .where("token_hash", "=", token_hash)
    .where("tokens_version", "=", version)
    .where((where) => where.or([where("refreshing_until", "is", null), where("refreshing_until", "<=", now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Stores the refreshed tokens as the next version and ends the lease. */
export async function replaceTokens(
  db: Database,
  { token_hash, version, tokens }: { token_hash: string; version: number; tokens: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("sessions")
    .set({ tokens, tokens_version: version + 1, refreshing_until: null })
    .where("token_hash", "=", token_hash)
    .where("tokens_version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends the lease without new tokens. */
export async function releaseRefreshLease(
  db: Database,
  { token_hash, version }: { token_hash: string; version: number },
): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ refreshing_until: null })
    .where("token_hash", "=", token_hash)
    .where("tokens_version", "=", version)
    .execute();
}

/** The session of a person in an account that lasts longest, if one has not expired. */
export async function findSessionOf(
  db: Database,
  { account_id, subject, now }: { account_id: string; subject: string; now: number },
): Promise<SessionRow | undefined> {
  return db
    .selectFrom("sessions")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("subject", "=", subject)
    .where("expires_at", ">", now)
    .orderBy("expires_at", "desc")
    .executeTakeFirst();
}
