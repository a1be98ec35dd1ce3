import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, type Migration, Migrator, sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, database, sqlite } from "@/lib/server/store/database";
import { migrations } from "@/lib/server/store/migrations";
import { deleteSession, findSession, insertSession, type SessionRow } from "@/lib/server/store/sessions";
import { configureForTest } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { storeInFolder } from "@/lib/server/testing/store";

const configured = configureForTest();
const now = 1_800_000_000_000;
const store = storeInFolder();
let one: Database;

beforeAll(async () => {
  one = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("sessions").execute();
});

function row(changes: Partial<SessionRow> = {}): SessionRow {
  return {
    token_hash: "hash-a",
    account_id: "account",
    subject: "subject",
    name: "Ada",
    email: "ada@example.com",
    created_at: now,
    expires_at: now + 1_000,
    tokens: "v1.sealed",
    tokens_version: 1,
    refreshing_until: null,
    ...changes,
  };
}

describe("the store", () => {
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

  test("is brought up to date once, and opened again as it is", async () => {
    await insertSession(one, row());
    const again = await store.open();
    expect(await findSession(again, "hash-a", now)).toEqual(row());
  });

  test("is made once when several processes open it at the same time", { timeout: 90_000 }, async () => {
    const fresh = join(store.pathOf("fresh"), "latchkey.sqlite");
    const startAt = String(Date.now() + 2_500);
    const processes = Array.from({ length: 2 }, () => runScript("open-store.ts", fresh, startAt));
    expect(await Promise.all(processes)).toEqual(["0", "0"]);
  });

  test("keeps nothing of a change to its tables that failed halfway", async () => {
    const half: Migration = {
      async up(db: Kysely<unknown>) {
        await db.schema.createTable("half").addColumn("id", "text").execute();
        throw new Error("The power went.");
      },
    };
    const migrator = new Migrator({
      db: one,
      provider: { getMigrations: async () => ({ ...migrations, "9999-half": half }) },
    });
    expect(await migrator.migrateToLatest()).toMatchObject({ error: { message: "The power went." } });
    const tables = await one.introspection.getTables();
    expect(tables.map(({ name }) => name).toSorted()).toEqual([
      "audit_head",
      "audit_keys",
      "audit_records",
      "intents",
      "sessions",
    ]);
  });

  test("lets nobody else write once a transaction has begun", async () => {
    const [first, second] = [await store.open("locks"), await store.open("locks")];
    await sql`pragma busy_timeout = 0`.execute(second);
    await first.transaction().execute(async (transaction) => {
      expect(await findSession(transaction, "hash-a", now)).toBeUndefined();
      await expect(insertSession(second, row({ subject: "somebody else" }))).rejects.toThrow("locked");
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

  test("does not open a file that is no store", async () => {
    mkdirSync(store.pathOf("garbage"));
    writeFileSync(
      join(store.pathOf("garbage"), "latchkey.sqlite"),
      "not a database, by any means ".repeat(200),
    );
    await expect(store.open("garbage")).rejects.toThrow();
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
