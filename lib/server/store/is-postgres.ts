import "server-only";
import { PostgresAdapter } from "kysely";

/** Marks a store as PostgreSQL. Its class cannot: Next may load kysely, as anything, once per bundle. */
export class MarkedPostgresAdapter extends PostgresAdapter {
  readonly isPostgres = true;
}

/** Whether a store, or a transaction in it, is PostgreSQL. */
export function isPostgres(db: { getExecutor: () => { adapter: object } }): boolean {
  return "isPostgres" in db.getExecutor().adapter;
}
