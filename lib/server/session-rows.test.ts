import { setImmediate as tick } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { cachedSessionRow, endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { deleteSession, insertSession, replaceTokens } from "@/lib/server/store/sessions";
import { configureForTest } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";
import { testsPostgres } from "@/lib/server/testing/store";

configureForTest();

beforeEach(() => {
  globalThis.latchkeySessionRows = undefined;
});
afterAll(async () => (await database()).destroy());

function stopClock(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
}

const passMilliseconds = (count: number) => vi.setSystemTime(Date.now() + count);

describe("a session row", () => {
  test("is read from the store, then for five seconds from memory", async () => {
    stopClock();
    const row = await storeSession();
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    await deleteSession(await database(), row.token_hash);
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    passMilliseconds(4_999);
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    passMilliseconds(1);
    expect(await cachedSessionRow(row.token_hash)).toBeUndefined();
  });

  test("is never served from memory after its own end", async () => {
    stopClock();
    const row = await storeSession({}, { expires_at: Date.now() + 1_000 });
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    passMilliseconds(999);
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    passMilliseconds(1);
    expect(await cachedSessionRow(row.token_hash)).toBeUndefined();
    expect(await freshSessionRow(row.token_hash)).toBeUndefined();
  });

  test("is read anew when it is asked for fresh, and kept so", async () => {
    const row = await storeSession();
    await cachedSessionRow(row.token_hash);
    await replaceTokens(await database(), { token_hash: row.token_hash, version: 1, tokens: "v1.new" });
    expect(await cachedSessionRow(row.token_hash)).toEqual(row);
    const fresh = { ...row, tokens: "v1.new", tokens_version: 2 };
    expect(await freshSessionRow(row.token_hash)).toEqual(fresh);
    expect(await cachedSessionRow(row.token_hash)).toEqual(fresh);
  });

  test("that is gone from the store is gone from memory when it is asked for fresh", async () => {
    const row = await storeSession();
    await cachedSessionRow(row.token_hash);
    await deleteSession(await database(), row.token_hash);
    expect(await freshSessionRow(row.token_hash)).toBeUndefined();
    expect(await cachedSessionRow(row.token_hash)).toBeUndefined();
  });

  test("does not exist for a hash that nobody has, nor is that remembered", async () => {
    const row = await storeSession();
    const unknown = "0".repeat(64);
    expect(await cachedSessionRow(unknown)).toBeUndefined();
    await insertSession(await database(), { ...row, token_hash: unknown });
    expect(await cachedSessionRow(unknown)).toMatchObject({ token_hash: unknown });
  });
});

describe("memory", () => {
  test("holds a thousand rows and drops the oldest", async () => {
    const { token_hash, ...rest } = await storeSession();
    const hashes = Array.from({ length: 1_005 }, (_, n) => `hash-${n}`);
    const db = await database();
    await db
      .insertInto("sessions")
      .values(hashes.slice(0, 500).map((hash) => ({ ...rest, token_hash: hash })))
      .execute();
    await db
      .insertInto("sessions")
      .values(hashes.slice(500).map((hash) => ({ ...rest, token_hash: hash })))
      .execute();
    for (const hash of hashes) await cachedSessionRow(hash);
    expect(globalThis.latchkeySessionRows?.size).toBe(1_000);
    expect(globalThis.latchkeySessionRows?.has("hash-4")).toBe(false);
    expect(globalThis.latchkeySessionRows?.has("hash-5")).toBe(true);
    await db.deleteFrom("sessions").execute();
    expect(await cachedSessionRow("hash-4")).toBeUndefined();
    expect(await cachedSessionRow("hash-1004")).toBeDefined();
    expect(token_hash).not.toBe("hash-4");
  });
});

describe("an ended session", () => {
  test("is gone from the store and from memory, and no other is", async () => {
    const [row, other] = [await storeSession(), await storeSession()];
    await cachedSessionRow(row.token_hash);
    await cachedSessionRow(other.token_hash);
    await endSession(row.token_hash);
    expect(await cachedSessionRow(row.token_hash)).toBeUndefined();
    expect(await freshSessionRow(row.token_hash)).toBeUndefined();
    expect(await cachedSessionRow(other.token_hash)).toEqual(other);
    await endSession(row.token_hash);
  });

  test("is not brought back by reads that were under way", async () => {
    for (let round = 0; round < 60; round += 1) {
      const { token_hash } = await storeSession();
      const reads = Array.from({ length: 5 }, () => freshSessionRow(token_hash));
      for (let wait = 0; wait < round % 6; wait += 1) await (wait % 2 ? tick() : Promise.resolve());
      await Promise.all([endSession(token_hash), ...reads]);
      expect(await cachedSessionRow(token_hash)).toBeUndefined();
    }
  });

  // SQLite has one connection and answers in order.
  test.runIf(testsPostgres)("is not brought back by a read whose answer comes after its end", async () => {
    for (const read of [freshSessionRow, cachedSessionRow]) {
      const { token_hash } = await storeSession();
      const late = await delayAnswers();
      const reading = read(token_hash);
      await late.held;
      await endSession(token_hash);
      late.release();
      await reading;
      expect(await cachedSessionRow(token_hash)).toBeUndefined();
    }
  });

  test.runIf(testsPostgres)(
    "is not handed to those who ask after its end by those who asked before",
    async () => {
      const { token_hash } = await storeSession();
      const late = await delayAnswers();
      const reading = cachedSessionRow(token_hash);
      await late.held;
      await endSession(token_hash);
      const asked = cachedSessionRow(token_hash);
      late.release();
      expect(await asked).toBeUndefined();
      expect(await reading).toBeDefined();
    },
  );
});

/** Holds the next answer of the store that has a row until it is released. */
async function delayAnswers() {
  const db = await database();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let hold = () => {};
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  let isFirst = true;
  globalThis.latchkeyDatabase = Promise.resolve(
    db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (isFirst && result.rows.length > 0) {
          isFirst = false;
          hold();
          await released;
        }
        return result;
      },
    }),
  );
  onTestFinished(() => {
    globalThis.latchkeyDatabase = Promise.resolve(db);
  });
  return { held, release };
}
