import { afterAll, beforeEach, expect, test } from "vitest";
import { withLock } from "@/lib/server/keyed-lock";
import { database } from "@/lib/server/store/database";
import { releaseLock, takeLock } from "@/lib/server/store/locks";
import { configureForTest } from "@/lib/server/testing/environment";

configureForTest();
beforeEach(async () => {
  await (await database()).deleteFrom("locks").execute();
});
afterAll(async () => (await database()).destroy());

test("one at a time has a lock, in the order of the calls, and whoever fails lets it go", async () => {
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await (await database()).selectFrom("locks").selectAll().execute();
    seen.push(`${name} ends`);
    if (name === "b") throw new Error("b fails");
  };
  const all = ["a", "b", "c"].map((name) => withLock("it", work(name)));
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(await (await database()).selectFrom("locks").selectAll().execute()).toEqual([]);
});

test("other locks are had at the same time", async () => {
  await withLock("one", () => withLock("two", async () => {}));
});

test("a lock of another console is waited for", async () => {
  const db = await database();
  const lock = { key: "it", console: "another" };
  expect(await takeLock(db, lock)).toBe(true);
  const seen: string[] = [];
  const ours = withLock("it", async () => void seen.push("ours"));
  expect(await takeLock(db, lock)).toBe(true);
  seen.push("theirs");
  await releaseLock(db, lock);
  await ours;
  expect(seen).toEqual(["theirs", "ours"]);
});

test("more wait for locks than the store has connections, and nobody stands in their way", async () => {
  const db = await database();
  const keys = Array.from({ length: 60 }, (_, index) => `lock ${index}`);
  for (const key of keys) expect(await takeLock(db, { key, console: "another" })).toBe(true);
  const waiting = keys.map((key) => withLock(key, async () => key));
  for (const key of keys) await releaseLock(db, { key, console: "another" });
  expect(await Promise.all(waiting)).toEqual(keys);
});
