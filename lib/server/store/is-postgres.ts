import "server-only";
import { PostgresAdapter } from "kysely";

/** Whether a store, or a transaction in it, is PostgreSQL. */
export function isPostgres(db: { getExecutor: () => { adapter: unknown } }): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
