import fc from "fast-check";
import { Kysely, Migrator } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type IntentState, intentStates } from "@/lib/intents";
import { mayMove } from "@/lib/server/intents/transitions";
import { type Database, storeDialect } from "@/lib/server/store/database";
import {
  creatingIntent,
  findIntent,
  findIntentByKey,
  insertIntent,
  moveIntent,
} from "@/lib/server/store/intents";
import { migrations } from "@/lib/server/store/migrations";
import { intentRow } from "@/lib/server/testing/intent";
import { testStore } from "@/lib/server/testing/store";

const now = 1_800_000_001_000;
const store = testStore();
let one: Database;
let other: Database;

beforeAll(async () => {
  one = await store.open();
  other = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("intents").execute();
});

describe("writing one down", () => {
  test("works once per key of one person in one account", async () => {
    const row = intentRow({ key_hash: "k" });
    expect(await insertIntent(one, row)).toBe(true);
    expect(await insertIntent(other, intentRow({ key_hash: "k" }))).toBe(false);
    expect(await insertIntent(other, intentRow({ key_hash: "k", subject: "eve" }))).toBe(true);
    expect(await insertIntent(other, intentRow({ key_hash: "k", account_id: "another" }))).toBe(true);
    expect(await findIntentByKey(other, row)).toEqual(row);
  });

  test("is won by one of many who use a key at the same time", async () => {
    const tries = Array.from({ length: 20 }, (_, index) =>
      insertIntent(index % 2 ? one : other, intentRow({ key_hash: "k" })),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  test("shows it to its owner only", async () => {
    const row = intentRow();
    await insertIntent(one, row);
    expect(await findIntent(one, row)).toEqual(row);
    expect(await findIntent(one, { ...row, subject: "eve" })).toBeUndefined();
    expect(await findIntent(one, { ...row, account_id: "another" })).toBeUndefined();
  });
});

describe("moving one", () => {
  test("sets what comes with the move, and tells the row as it is then", async () => {
    const row = intentRow();
    await insertIntent(one, row);
    const sent = await moveIntent(one, row, "sent", { now, snapshot: "[]", sent_at: now });
    expect(sent).toEqual({
      ...row,
      state: "sent",
      version: 2,
      snapshot: "[]",
      sent_at: now,
      updated_at: now,
    });
    expect(await findIntent(other, row)).toEqual(sent);
  });

  test("never leaves the table, whatever is tried in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...intentStates), { maxLength: 12 }), async (wanted) => {
        let row = intentRow();
        await insertIntent(one, row);
        const path: IntentState[] = [row.state];
        for (const to of wanted) {
          const from = row.state;
          const moved = await moveIntent(one, row, to, { now }).catch((error: unknown) => {
            expect(error).toBeInstanceOf(RangeError);
          });
          expect(moved !== undefined).toBe(mayMove(from, to));
          if (moved) path.push(moved.state);
          row = moved ?? row;
        }
        expect((await findIntent(other, row))?.state).toBe(path.at(-1));
        expect(row.version).toBe(path.length);
      }),
      { numRuns: 50 },
    );
  });

  test("is won by one of many who try at the same time", async () => {
    const row = intentRow({ state: "sent" });
    await insertIntent(one, row);
    const ways = ["done", "sealed", "rejected", "unknown", "absent"] as const;
    const moves = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        moveIntent(index % 2 ? one : other, row, ways[index % ways.length] ?? "done", { now }),
      ),
    );
    const winners = moves.filter((moved) => moved !== undefined);
    expect(winners).toHaveLength(1);
    expect(await findIntent(one, row)).toEqual(winners[0]);
  });

  test("is lost by who has read it before somebody else moved it", async () => {
    const row = intentRow({ state: "orphan" });
    await insertIntent(one, row);
    expect(await moveIntent(one, row, "kept", { now })).toMatchObject({ state: "kept" });
    expect(await moveIntent(other, row, "repaired", { now })).toBeUndefined();
  });
});

test("what an earlier version knew of shown secrets is what a delivered intent says", async () => {
  const { DATABASE_URL, LATCHKEY_DATA_DIR } = await store.variables("earlier");
  const dialect = storeDialect({ databaseUrl: DATABASE_URL || undefined, dataDir: LATCHKEY_DATA_DIR });
  const earlier = new Kysely<{ shown_secrets: Record<string, string | number> }>({ dialect });
  const migrator = new Migrator({ db: earlier, provider: { getMigrations: async () => migrations } });
  expect((await migrator.migrateTo("0003-audit")).error).toBeUndefined();
  const place = { account_id: "a", integration_id: "i" };
  await earlier
    .insertInto("shown_secrets")
    .values({ ...place, shown_to: "ada@example.com", shown_at: now })
    .execute();
  await earlier.destroy();
  const updated = await store.open("earlier");
  expect(await creatingIntent(updated, place)).toEqual({
    state: "delivered",
    person: "ada@example.com",
    updated_at: now,
  });
});
