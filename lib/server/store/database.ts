import "server-only";
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  Migrator,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import Libsql from "libsql";
import pg from "pg";
import type { StoreConfiguration } from "@/lib/server/configuration";
import { env } from "@/lib/server/env";
import { errorFields, log } from "@/lib/server/log";
import { MarkedPostgresAdapter } from "@/lib/server/store/is-postgres";
import { migrations } from "@/lib/server/store/migrations";
import type { Schema } from "@/lib/server/store/schema";
import { type Release, shareStore } from "@/lib/server/store/store-lock";

export type Database = Kysely<Schema>;
type StorePlace = Pick<StoreConfiguration, "databaseUrl" | "dataDir">;

declare global {
  // Next may load this module once per bundle; the process has one store.
  var latchkeyDatabase: Promise<Database> | undefined;
}

/** The store, opened and migrated on first use. Rejects when it cannot be opened; the next call tries again. */
export async function database(): Promise<Database> {
  globalThis.latchkeyDatabase ??= openDatabase(storeDialect(env())).catch((error: unknown) => {
    globalThis.latchkeyDatabase = undefined;
    throw error;
  });
  return globalThis.latchkeyDatabase;
}

/** The configured store: PostgreSQL when it has an address, else SQLite in the data folder. */
export function storeDialect({ databaseUrl, dataDir }: StorePlace): Dialect {
  return databaseUrl ? postgres(databaseUrl) : sqlite(sqliteFile(dataDir));
}

export const sqliteFile = (dataDir: string): string => join(dataDir, "latchkey.sqlite");

/** Opens a store on `dialect` and brings its tables up to date. */
export async function openDatabase(dialect: Dialect): Promise<Database> {
  const db = new Kysely<Schema>({ dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  return db;
}

/** SQLite in one file. A commit that was acknowledged survives power loss: WAL with `synchronous=FULL`. */
export function sqlite(file: string): Dialect {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  const release = shareStore(file);
  try {
    const connection = openFile(file);
    return {
      createAdapter: () => new TransactionalAdapter(),
      createDriver: () => new ImmediateDriver(connection, release),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
  } catch (error) {
    release();
    throw error;
  }
}

function openFile(file: string): Libsql.Database {
  const isNew = !existsSync(file);
  const connection = new Libsql(file, { timeout: busyTimeout });
  // Others may be able to enter a folder that was there before. SQLite gives the files beside it the same permissions.
  if (isNew) chmodSync(file, 0o600);
  switchToWriteAheadLog(connection);
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  connection.pragma("secure_delete = ON");
  connection.pragma("trusted_schema = OFF");
  return connection;
}

/** Milliseconds to wait for another process. */
const busyTimeout = 5_000;

/** SQLite does not wait for its turn when the journal mode is changed, so two first openings meet here. */
function switchToWriteAheadLog(connection: Libsql.Database): void {
  const deadline = performance.now() + busyTimeout;
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      connection.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const busy = error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
      if (!busy || performance.now() > deadline) throw error;
      Atomics.wait(clock, 0, 0, 20);
    }
  }
}

/** Migrates in one transaction, which kysely does not for SQLite: a kill halfway leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Waits for its turn to write when a transaction begins. Later it would fail if another process wrote meanwhile. */
class ImmediateDriver extends SqliteDriver {
  readonly #release: Release;

  constructor(database: SqliteDatabase, release: Release) {
    super({ database });
    this.#release = release;
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    this.#release();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

/** PostgreSQL at an address as `DATABASE_URL` has it. */
export function postgres(connectionString: string): Dialect {
  const types = new pg.TypeOverrides();
  // int8 arrives as text because it may exceed 2^53; ours are milliseconds and never do.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString, max: 10, types });
  // An idle connection was lost, and the next to need one gets another. Unheard, it would end or litter the process.
  pool.on("error", (error) => log().warn(errorFields(error), "a connection to the store was lost"));
  return new MarkedPostgresDialect({ pool });
}

class MarkedPostgresDialect extends PostgresDialect {
  override createAdapter(): MarkedPostgresAdapter {
    return new MarkedPostgresAdapter();
  }
}
