import { type Kysely, type Migration, Migrator } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/lib/server/store/database";
import { migrations } from "@/lib/server/store/migrations";
import { findSession, insertSession } from "@/lib/server/store/sessions";
import { configureForTest } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { now, row } from "@/lib/server/testing/session-row";
import { testStore } from "@/lib/server/testing/store";

configureForTest();
const store = testStore();
let one: Database;

beforeAll(async () => {
  one = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("sessions").execute();
});

describe("the store", () => {
  test("is brought up to date once, and opened again as it is", async () => {
    await insertSession(one, row());
    const again = await store.open();
    expect(await findSession(again, "hash-a", now)).toEqual(row());
  });

  test("is made once when several processes open it at the same time", { timeout: 90_000 }, async () => {
    const variables = await store.variables("fresh");
    const startAt = String(Date.now() + 2_500);
    const processes = Array.from({ length: 4 }, () => runScript("open-store.ts", [startAt], variables));
    expect(await Promise.all(processes)).toEqual(["0", "0", "0", "0"]);
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
      "consoles",
      "intents",
      "known_connections",
      "locks",
      "sessions",
    ]);
  });
});
