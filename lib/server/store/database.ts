import "server-only";
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  Migrator,
  PostgresDialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import Libsql from "libsql";
import pg from "pg";
import type { StoreConfiguration } from "@/lib/server/configuration";
import { env } from "@/lib/server/env";
import { errorFields, log } from "@/lib/server/log";
import { DamagedStore, isDamage } from "@/lib/server/store/damaged-store";
import { MarkedPostgresAdapter } from "@/lib/server/store/is-postgres";
import { migrations } from "@/lib/server/store/migrations";
import type { Schema } from "@/lib/server/store/schema";
import { ownStore, type Release, shareStore } from "@/lib/server/store/store-lock";
import { watched } from "@/lib/server/store/watched-driver";
import { z } from "@/lib/zod";

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
  const db = new Kysely<Schema>({ dialect: watched(dialect) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  return db;
}

/** SQLite in one file. A commit that was acknowledged survives power loss: WAL with `synchronous=FULL`. */
export function sqlite(file: string): Dialect {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  refuseEmptied(file);
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

/** SQLite would make a new store of a file that was cut to nothing. While it is made for the first time it is open. */
function refuseEmptied(file: string): void {
  const isEmpty = () => existsSync(file) && statSync(file).size === 0;
  const release = isEmpty() ? ownStore(file) : undefined;
  try {
    if (release && isEmpty())
      throw new DamagedStore(file, "It is empty. Delete it only if no console has ever run here.");
  } finally {
    release?.();
  }
}

const verdictsSchema = z.array(z.looseObject({ quick_check: z.string() }));

function openFile(file: string): Libsql.Database {
  const isNew = !existsSync(file);
  const connection = new Libsql(file, { timeout: busyTimeout });
  // Others may be able to enter a folder that was there before. SQLite gives the files beside it the same permissions.
  if (isNew) chmodSync(file, 0o600);
  try {
    switchToWriteAheadLog(connection);
    connection.pragma("synchronous = FULL");
    connection.pragma("foreign_keys = ON");
    connection.pragma("secure_delete = ON");
    connection.pragma("trusted_schema = OFF");
    const verdicts = verdictsSchema.parse(connection.pragma("quick_check(1)"));
    if (verdicts.some(({ quick_check }) => quick_check !== "ok")) throw new DamagedStore(file);
    return connection;
  } catch (error) {
    connection.close();
    throw isDamage(error) ? new DamagedStore(file) : error;
  }
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
  readonly #connection: Libsql.Database;
  readonly #release: Release;

  constructor(connection: Libsql.Database, release: Release) {
    super({ database: connection });
    this.#connection = connection;
    this.#release = release;
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    this.#release();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // What could not be rolled back, because the disk did not let it, must not take in what comes now.
    await this.rollbackTransaction(connection);
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** SQLite rolls back by itself when the disk is full or fails, and refuses to be asked for it again. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
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
  // One in use tells whoever uses it, and the process besides.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new MarkedPostgresDialect({ pool });
}

class MarkedPostgresDialect extends PostgresDialect {
  override createAdapter(): MarkedPostgresAdapter {
    return new MarkedPostgresAdapter();
  }
}
