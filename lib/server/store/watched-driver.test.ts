import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isReadOnly, lastWrittenAt } from "@/lib/server/store/condition";
import type { Database } from "@/lib/server/store/database";
import { deleteSession, findSession, insertSession } from "@/lib/server/store/sessions";
import { inTransaction } from "@/lib/server/store/transaction";
import { failNext, failWrites } from "@/lib/server/testing/failing-driver";
import { now, row } from "@/lib/server/testing/session-row";
import { testStore } from "@/lib/server/testing/store";

const store = testStore();
let db: Database;
let heal = () => {};

beforeAll(async () => {
  db = await store.open();
});
beforeEach(async () => {
  await db.deleteFrom("sessions").execute();
});
afterEach(() => heal());

const stored = async () => (await findSession(db, "hash-a", now)) !== undefined;

describe("trouble that may pass is tried again", () => {
  test("outside of a transaction", async () => {
    heal = failNext("SQLITE_BUSY", "SQLITE_BUSY", "SQLITE_BUSY");
    await insertSession(db, row());
    expect(await stored()).toBe(true);
    expect(isReadOnly()).toBe(false);
  });

  test("in one, from its beginning; the work is told so", async () => {
    const told: boolean[] = [];
    heal = failNext("", "SQLITE_BUSY", "", "SQLITE_BUSY");
    await inTransaction(db, async (transaction, again) => {
      told.push(again);
      await insertSession(transaction, row());
    });
    expect(told).toEqual([false, true, true]);
    expect(await stored()).toBe(true);
  });

  test("three times, and then it is a failure of the store", async () => {
    let tries = 0;
    heal = failWrites(() => {
      tries += 1;
      return "SQLITE_BUSY";
    });
    const failing = inTransaction(db, (transaction) => insertSession(transaction, row()));
    await expect(failing).rejects.toMatchObject({ type: "store-unavailable", transient: false });
    expect(tries).toBe(4);
    expect(isReadOnly()).toBe(true);
  });
});

test("trouble that lasts is not tried again; what is written next says that it is over", async () => {
  heal = failNext("SQLITE_FULL");
  await expect(insertSession(db, row())).rejects.toMatchObject({ code: "SQLITE_FULL" });
  expect(isReadOnly()).toBe(true);
  const before = Date.now();
  await insertSession(db, row());
  expect(isReadOnly()).toBe(false);
  expect(lastWrittenAt()).toBeGreaterThanOrEqual(before);
});

test("what fails in a transaction leaves nothing behind, and a read says nothing of writing", async () => {
  heal = failNext("", "SQLITE_IOERR");
  const failing = inTransaction(db, async (transaction) => {
    await insertSession(transaction, row());
    await insertSession(transaction, row({ token_hash: "hash-b" }));
  });
  await expect(failing).rejects.toMatchObject({ code: "SQLITE_IOERR" });
  expect(await stored()).toBe(false);
  expect(isReadOnly()).toBe(true);
  await db.transaction().execute((transaction) => findSession(transaction, "hash-a", now));
  expect(isReadOnly()).toBe(true);
});

test("a mistake of ours stays what it is", async () => {
  await insertSession(db, row());
  await expect(insertSession(db, row())).rejects.not.toMatchObject({ type: "store-unavailable" });
  await deleteSession(db, "hash-a");
  expect(isReadOnly()).toBe(false);
});

test("SQLite that has no room says so, although it has rolled back by itself, and goes on when there is", async () => {
  const pages = (count: number) => sql.raw(`pragma max_page_count = ${count}`).execute(db);
  await pages(1);
  const large = row({ tokens: "x".repeat(1_000_000) });
  const failing = inTransaction(db, async (transaction) => {
    await insertSession(transaction, row({ token_hash: "hash-b" }));
    await insertSession(transaction, large);
  });
  await expect(failing).rejects.toMatchObject({ type: "store-unavailable", code: "SQLITE_FULL" });
  expect(await findSession(db, "hash-b", now)).toBeUndefined();
  await pages(1_073_741_823);
  await inTransaction(db, (transaction) => insertSession(transaction, large));
  expect(await stored()).toBe(true);
});
