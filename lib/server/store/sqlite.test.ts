import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, database, openDatabase, sqlite } from "@/lib/server/store/database";
import { deleteSession, findSession, insertSession } from "@/lib/server/store/sessions";
import { configureForTest } from "@/lib/server/testing/environment";
import { now, row } from "@/lib/server/testing/session-row";
import { testStore } from "@/lib/server/testing/store";

const configured = configureForTest();
const store = testStore();
let one: Database;

beforeAll(async () => {
  one = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("sessions").execute();
});

describe("the store in a file", () => {
  test("survives a power cut: write-ahead log, every commit synced", async () => {
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(one)).rows[0] ?? {});
    expect(await pragma("journal_mode")).toEqual(["wal"]);
    expect(await pragma("synchronous")).toEqual([2]);
    expect(await pragma("secure_delete")).toEqual([1]);
    expect(await pragma("foreign_keys")).toEqual([1]);
    expect(await pragma("trusted_schema")).toEqual([0]);
  });

  test("lies in a folder that only its owner may enter", () => {
    expect(statSync(store.pathOf()).mode & 0o777).toBe(0o700);
  });

  test("is for its owner alone where others may enter the folder", async () => {
    const folder = join(configured, "open");
    mkdirSync(folder, { mode: 0o755 });
    const db = new Kysely({ dialect: sqlite(join(folder, "store.sqlite")) });
    await sql`create table things (name text)`.execute(db);
    const modes = ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );
    await db.destroy();
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  test("lets nobody else write once a transaction has begun", async () => {
    const [first, second] = [await store.open("locks"), await store.open("locks")];
    await sql`pragma busy_timeout = 0`.execute(second);
    await first.transaction().execute(async (transaction) => {
      expect(await findSession(transaction, "hash-a", now)).toBeUndefined();
      await expect(insertSession(second, row({ subject: "somebody else" }))).rejects.toMatchObject({
        code: "SQLITE_BUSY",
      });
      await insertSession(transaction, row());
    });
    expect(await findSession(second, "hash-a", now)).toEqual(row());
  });

  test("does not keep what was deleted", async () => {
    const db = await store.open("deleted");
    const canary = "v1.canary-of-a-sealed-token";
    await insertSession(db, row({ tokens: canary }));
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    expect(contentsOf("deleted")).toContain(canary);
    await deleteSession(db, "hash-a");
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    expect(contentsOf("deleted").includes(canary)).toBe(false);
  });
});

describe("the configured store", () => {
  test("is opened once, and again when it could not be opened", async () => {
    const folder = join(configured, "data");
    writeFileSync(folder, "a file in the way");
    await expect(database()).rejects.toThrow();
    rmSync(folder);
    await storeOfSomebodyElse(join(folder, "latchkey.sqlite"));
    await expect(database()).rejects.toThrow("already exists");
    await expect(database()).rejects.toThrow("already exists");
    rmSync(folder, { recursive: true });
    const db = await database();
    expect(await database()).toBe(db);
    expect(await findSession(db, "hash-a", now)).toBeUndefined();
    expect(readdirSync(folder)).toContain("latchkey.sqlite");
    await db.destroy();
  });

  test.each<[string, (file: string) => void]>([
    ["is no database", (file) => writeFileSync(file, "not a database, by any means ".repeat(200))],
    ["was cut to nothing", (file) => truncateSync(file)],
    ["lacks its end", (file) => truncateSync(file, statSync(file).size - 8_192)],
    [
      "has zeros where something was",
      (file) => writeFileSync(file, readFileSync(file).fill(0, 8_192, 16_384)),
    ],
  ])("refuses a file that %s, leaves it as it is, and says what to do", async (what, damage) => {
    const name = what.replaceAll(" ", "-");
    const file = join(store.pathOf(name), "latchkey.sqlite");
    const db = await openDatabase(sqlite(file));
    // Or the log beside the file would mend it.
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await db.destroy();
    damage(file);
    const before = readFileSync(file);
    const line = `LATCHKEY_DATA_DIR: the store ${file} is damaged.`;
    for (let tries = 0; tries < 2; tries++)
      await expect(async () => openDatabase(sqlite(file))).rejects.toThrow(line);
    await expect(async () => openDatabase(sqlite(file))).rejects.toThrow("npm run restore");
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

/** Makes a file with a table of ours that our migrations did not make. */
async function storeOfSomebodyElse(file: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: sqlite(file) });
  await db.schema.createTable("sessions").addColumn("id", "text").execute();
  await db.destroy();
}

/** Every byte of a store's files. */
function contentsOf(name: string): string {
  const folder = store.pathOf(name);
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "latin1"))
    .join("\n");
}
