import "server-only";
import type { Insertable } from "kysely";
import type { Database } from "@/lib/server/store/database";
import type { Schema } from "@/lib/server/store/schema";

export async function insertShownSecret(
  db: Database,
  row: Insertable<Schema["shown_secrets"]>,
): Promise<void> {
  await db.insertInto("shown_secrets").values(row).execute();
}

/** To whom and when the secret of a connection was shown, if this console created it. */
export async function findShownSecret(
  db: Database,
  { account_id, integration_id }: { account_id: string; integration_id: string },
): Promise<{ shown_to: string; shown_at: number } | undefined> {
  return db
    .selectFrom("shown_secrets")
    .select(["shown_to", "shown_at"])
    .where("account_id", "=", account_id)
    .where("integration_id", "=", integration_id)
    .executeTakeFirst();
}
