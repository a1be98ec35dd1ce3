import "server-only";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll } from "vitest";
import { type Database, openDatabase, storeDialect } from "@/lib/server/store/database";

/** Where the configuration says that a store is. */
export type StoreVariables = { DATABASE_URL: string; LATCHKEY_DATA_DIR: string };

/** On which store this run of the tests works. */
export const testsPostgres = process.env.LATCHKEY_TEST_STORE === "postgres";

/**
 * Empty stores, closed and removed after the tests of the file: SQLite in a temporary folder, or databases of a
 * PostgreSQL that `npm test` started. Each `open` is a connection as a process of its own would have it.
 */
export function testStore() {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-test-"));
  const opened: Database[] = [];
  const made = new Map<string, Promise<StoreVariables>>();
  afterAll(async () => {
    for (const db of opened) await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const make = async (name: string): Promise<StoreVariables> => {
    const DATABASE_URL = testsPostgres ? await emptyPostgres() : "";
    return { DATABASE_URL, LATCHKEY_DATA_DIR: join(folder, name) };
  };
  const variables = (name = "store"): Promise<StoreVariables> => {
    const place = made.get(name) ?? make(name);
    made.set(name, place);
    return place;
  };
  return {
    /** Where the files of a SQLite store lie. */
    pathOf: (name = "store") => join(folder, name),
    /** Where a store is, which is made empty and without tables when there is none of this name. */
    variables,
    async open(name = "store"): Promise<Database> {
      const { DATABASE_URL, LATCHKEY_DATA_DIR } = await variables(name);
      const place = { databaseUrl: DATABASE_URL || undefined, dataDir: LATCHKEY_DATA_DIR };
      const db = await openDatabase(storeDialect(place));
      opened.push(db);
      return db;
    },
  };
}

/** Makes a database and returns its address. It goes when the server does, after the run. */
export async function emptyPostgres(): Promise<string> {
  const name = `latchkey_${randomBytes(8).toString("hex")}`;
  const admin = new pg.Client({ connectionString: process.env.LATCHKEY_TEST_POSTGRES });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
  } finally {
    await admin.end();
  }
  return Object.assign(new URL(process.env.LATCHKEY_TEST_POSTGRES ?? ""), { pathname: `/${name}` }).href;
}
