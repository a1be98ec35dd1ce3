import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/lib/server/store/database";
import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  insertSession,
  releaseRefreshLease,
  replaceTokens,
  takeRefreshLease,
} from "@/lib/server/store/sessions";
import { now, row } from "@/lib/server/testing/session-row";
import { testStore } from "@/lib/server/testing/store";

const store = testStore();
let one: Database;
let other: Database;

beforeAll(async () => {
  one = await store.open();
  other = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("sessions").execute();
});

const lease = (
  changes: Partial<{ token_hash: string; version: number; now: number; until: number }> = {},
) => ({
  token_hash: "hash-a",
  version: 1,
  now,
  until: now + 100,
  ...changes,
});

describe("a session", () => {
  test("is found as it was stored, by its hash only, from any connection", async () => {
    const stored = row({ name: "Ä😀'\"", expires_at: now + 8 * 3_600_000, refreshing_until: now + 5 });
    await insertSession(one, stored);
    expect(await findSession(one, "hash-a", now)).toStrictEqual(stored);
    expect(await findSession(other, "hash-a", now)).toStrictEqual(stored);
    for (const hash of ["hash-b", "HASH-A", "hash-", "%", ""])
      expect(await findSession(one, hash, now)).toBeUndefined();
  });

  test("is there until its last millisecond", async () => {
    await insertSession(one, row());
    expect(await findSession(one, "hash-a", now + 999)).toBeDefined();
    expect(await findSession(one, "hash-a", now + 1_000)).toBeUndefined();
  });

  test("exists once", async () => {
    await insertSession(one, row());
    await expect(insertSession(other, row({ subject: "somebody else" }))).rejects.toThrow();
    expect(await findSession(one, "hash-a", now)).toMatchObject({ subject: "subject" });
  });

  test("is deleted alone, and deleting it again is no error", async () => {
    await insertSession(one, row());
    await insertSession(one, row({ token_hash: "hash-b" }));
    await deleteSession(one, "hash-a");
    await deleteSession(other, "hash-a");
    expect(await findSession(other, "hash-a", now)).toBeUndefined();
    expect(await findSession(other, "hash-b", now)).toBeDefined();
  });

  test("that expired is deleted, and no other", async () => {
    for (const [token_hash, expires_at] of [
      ["past", now - 1],
      ["just", now],
      ["next", now + 1],
    ] as const)
      await insertSession(one, row({ token_hash, expires_at }));
    await deleteExpiredSessions(one, now);
    const left = await one.selectFrom("sessions").select("token_hash").execute();
    expect(left).toEqual([{ token_hash: "next" }]);
  });
});

describe("the right to refresh", () => {
  test("is given once, and again when it was given back or is over", async () => {
    await insertSession(one, row());
    expect(await takeRefreshLease(one, lease())).toBe(true);
    expect(await takeRefreshLease(other, lease())).toBe(false);
    expect(await takeRefreshLease(other, lease({ now: now + 99 }))).toBe(false);
    expect(await takeRefreshLease(other, lease({ now: now + 100, until: now + 200 }))).toBe(true);
    expect(await takeRefreshLease(one, lease({ now: now + 199 }))).toBe(false);
    await releaseRefreshLease(other, { token_hash: "hash-a", version: 1 });
    expect(await takeRefreshLease(one, lease())).toBe(true);
  });

  test("is not given for another version, nor for no session, nor does it touch others", async () => {
    await insertSession(one, row());
    await insertSession(one, row({ token_hash: "hash-b" }));
    expect(await takeRefreshLease(one, lease({ version: 0 }))).toBe(false);
    expect(await takeRefreshLease(one, lease({ version: 2 }))).toBe(false);
    expect(await takeRefreshLease(one, lease({ token_hash: "hash-c" }))).toBe(false);
    expect(await takeRefreshLease(one, lease())).toBe(true);
    expect(await findSession(one, "hash-b", now)).toMatchObject({ refreshing_until: null });
  });

  test("ends with the new tokens, which become the next version", async () => {
    await insertSession(one, row());
    await takeRefreshLease(one, lease());
    expect(await replaceTokens(one, { token_hash: "hash-a", version: 1, tokens: "new" })).toBe(true);
    expect(await findSession(other, "hash-a", now)).toStrictEqual(row({ tokens: "new", tokens_version: 2 }));
    expect(await replaceTokens(other, { token_hash: "hash-a", version: 1, tokens: "late" })).toBe(false);
    expect(await replaceTokens(other, { token_hash: "hash-c", version: 1, tokens: "none" })).toBe(false);
    expect(await takeRefreshLease(one, lease())).toBe(false);
    expect(await findSession(one, "hash-a", now)).toMatchObject({ tokens: "new" });
  });

  test("cannot be given back by somebody whose tokens were replaced meanwhile", async () => {
    await insertSession(one, row({ tokens_version: 2, refreshing_until: now + 100 }));
    await releaseRefreshLease(other, { token_hash: "hash-a", version: 1 });
    expect(await findSession(one, "hash-a", now)).toMatchObject({ refreshing_until: now + 100 });
  });

  test("is had by exactly one of many, over two connections, in every round", {
    timeout: 60_000,
  }, async () => {
    await insertSession(one, row());
    for (let version = 1; version <= 40; version += 1) {
      const takers = Array.from({ length: 10 }, (_, n) =>
        takeRefreshLease(n % 2 ? one : other, lease({ version })),
      );
      expect((await Promise.all(takers)).filter(Boolean)).toHaveLength(1);
      expect(
        await replaceTokens(version % 2 ? one : other, {
          token_hash: "hash-a",
          version,
          tokens: `t${version}`,
        }),
      ).toBe(true);
    }
    expect(await findSession(one, "hash-a", now)).toMatchObject({ tokens: "t40", tokens_version: 41 });
  });

  test("is never had by two at the same time, whatever happens in which order", {
    timeout: 60_000,
  }, async () => {
    const step = fc.record({
      who: fc.constantFrom("a", "b", "c"),
      what: fc.constantFrom("take", "take", "release", "replace", "wait"),
      version: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await one.deleteFrom("sessions").execute();
        await insertSession(one, row());
        let clock = now;
        let version = 1;
        let heldUntil = 0;
        for (const { who, what, version: asked } of steps) {
          const db = who === "b" ? other : one;
          const isCurrent = asked === version;
          if (what === "wait") clock += 60;
          else if (what === "take") {
            const taken = await takeRefreshLease(
              db,
              lease({ version: asked, now: clock, until: clock + 100 }),
            );
            expect(taken).toBe(isCurrent && heldUntil <= clock);
            if (taken) heldUntil = clock + 100;
          } else if (what === "release") {
            await releaseRefreshLease(db, { token_hash: "hash-a", version: asked });
            if (isCurrent) heldUntil = 0;
          } else {
            const replaced = await replaceTokens(db, {
              token_hash: "hash-a",
              version: asked,
              tokens: `${asked}`,
            });
            expect(replaced).toBe(isCurrent);
            if (replaced) {
              version += 1;
              heldUntil = 0;
            }
          }
        }
        expect(await findSession(one, "hash-a", now)).toMatchObject({ tokens_version: version });
      }),
      { numRuns: 30 },
    );
  });
});
