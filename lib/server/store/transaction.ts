import "server-only";
import type { Database } from "@/lib/server/store/database";
import { persistently } from "@/lib/server/store/persistently";

/**
 * Does some work in one transaction, and all of it again while what goes wrong may pass: `again` as `persistently` has
 * it. Throws StoreFailure when the store does not do it; then nothing of it was done.
 */
export async function inTransaction<Result>(
  db: Database,
  work: (transaction: Database, again: boolean) => Promise<Result>,
): Promise<Result> {
  return persistently((again) => db.transaction().execute((transaction) => work(transaction, again)));
}
