import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { IntentState } from "@/lib/intents";
import { looksUntilAbsent, lookTimes } from "@/lib/server/intents/look";
import { expireSealed, forgetSettled, recoverIntents, tendIntents } from "@/lib/server/intents/tend";
import { goneAfter, livingConsoles, noteConsole, noteEnd } from "@/lib/server/store/consoles";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow, insertIntent } from "@/lib/server/store/intents";
import { rememberConnections } from "@/lib/server/store/known-connections";
import { takeLock } from "@/lib/server/store/locks";
import { account_id } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { intentRow } from "@/lib/server/testing/intent";
import { testsPostgres } from "@/lib/server/testing/store";
import { thisConsole } from "@/lib/server/this-console";

configureForTest();
const now = 1_800_000_000_000;
beforeEach(async () => {
  const db = await database();
  for (const table of ["intents", "consoles", "locks"] as const) await db.deleteFrom(table).execute();
});
afterAll(async () => (await database()).destroy());

async function stored(changes: Partial<IntentRow>): Promise<IntentRow> {
  const row = intentRow(changes);
  await insertIntent(await database(), row);
  return row;
}
const current = async (row: IntentRow) => findIntent(await database(), row);
const statesOf = async (rows: readonly IntentRow[]) =>
  Promise.all(rows.map(async (row) => (await current(row))?.state));

/** Nobody looks during a test. */
const look_at = Date.now() + 3_600_000;

/** What another console is at. */
async function leftBy(console: string): Promise<IntentRow[]> {
  return Promise.all([
    stored({ state: "pending", console }),
    stored({ state: "sent", console }),
    stored({ state: "unknown", look_at, console }),
    stored({ state: "absent", look_at, looks: 8, console }),
  ]);
}
const others = async (rows: readonly IntentRow[]) =>
  (await Promise.all(rows.map(current))).filter((row) => row?.console !== thisConsole());

describe("after a start", () => {
  test("what a console that is gone was at is given up or looked for, the rest stays", async () => {
    const db = await database();
    await noteConsole(db, "another");
    await noteEnd(db, "another");
    const left = await leftBy("another");
    const settled = await Promise.all(
      (["done", "sealed", "delivered", "rejected", "orphan", "kept"] as const).map((state) =>
        stored({ state, console: "another" }),
      ),
    );
    await recoverIntents(now);
    expect(await statesOf(left)).toEqual(["absent", "unknown", "unknown", "absent"]);
    const [pending, sent] = left;
    if (pending) expect(await current(pending)).toMatchObject({ look_at: null });
    if (sent) expect(await current(sent)).toMatchObject({ look_at: expect.any(Number) });
    for (const row of settled) expect(await current(row)).toEqual(row);
  });

  test("nobody is at what stands there with no console, or with one nobody knows", async () => {
    const rows = [
      await stored({ state: "sent", console: null }),
      await stored({ state: "sent", console: "?" }),
    ];
    await recoverIntents(now);
    expect(await statesOf(rows)).toEqual(["unknown", "unknown"]);
  });

  test("a console that is gone is forgotten, and what it had locked is free", async () => {
    const db = await database();
    await noteConsole(db, "another");
    expect(await takeLock(db, { key: "it", console: "another" })).toBe(true);
    await noteEnd(db, "another");
    expect(await takeLock(db, { key: "other", console: "nobody knows it" })).toBe(true);
    expect(await takeLock(db, { key: "it", console: thisConsole() })).toBe(false);
    await recoverIntents(now);
    expect(await livingConsoles(db)).toEqual(new Set([thisConsole()]));
    for (const key of ["it", "other"]) expect(await takeLock(db, { key, console: thisConsole() })).toBe(true);
  });

  // A SQLite store has one console at a time.
  test.runIf(testsPostgres)("what a console that lives is at stays with it", async () => {
    const db = await database();
    await noteConsole(db, "another");
    const rows = await leftBy("another");
    await recoverIntents(now);
    for (const row of rows) expect(await current(row)).toEqual(row);
    expect(await takeLock(db, { key: "it", console: "another" })).toBe(true);
  });

  test.runIf(testsPostgres)("what it had sent is settled 65 s after its last word", async () => {
    const sent = await stored({ state: "sent", console: "gone" });
    await recoverIntents(now);
    const { looks = 0 } = (await current(sent)) ?? {};
    const time = (look: number) => lookTimes[look] ?? Number.NaN;
    const beat = 2_000;
    expect(goneAfter + beat + time(looksUntilAbsent - 1) - time(looks)).toBeLessThanOrEqual(65_000);
  });

  test.runIf(!testsPostgres)("on SQLite every other console is gone", async () => {
    await noteConsole(await database(), "another");
    const rows = await leftBy("another");
    await recoverIntents(now);
    expect(await statesOf(rows)).toEqual(["absent", "unknown", "unknown", "absent"]);
  });
});

describe("a sealed secret", () => {
  test("is deleted when its time is over, and not before", async () => {
    const due = await stored({ state: "sealed", sealed_answer: "v1.a", expires_at: now });
    const later = await stored({ state: "sealed", sealed_answer: "v1.b", expires_at: now + 1 });
    await expireSealed(now);
    expect(await current(due)).toMatchObject({ state: "expired", sealed_answer: null });
    expect(await current(later)).toEqual(later);
  });
});

describe("what was settled long ago", () => {
  const day = 86_400_000;
  const now = 1_800_000_000_000 + 90 * day + 1;
  const old = 1_800_000_000_000;
  const known = async (integration_id: string, read_at: number) =>
    rememberConnections(await database(), [{ account_id, integration_id, state: "{}", read_at }]);

  test.each<[what: string, changes: Partial<IntentRow>]>([
    ["a rejected create", { state: "rejected" }],
    ["a create that was not made", { state: "absent" }],
    ["a create that was repaired", { state: "repaired", integration_id: "i-repaired" }],
    ["an update", { kind: "custom_app.update", state: "done", integration_id: "i-updated" }],
    [
      "a published app that was enabled",
      { kind: "published_app.create", state: "done", integration_id: "p" },
    ],
  ])("is deleted: %s", async (_what, changes) => {
    const row = await stored({ ...changes, updated_at: old });
    const younger = await stored({ ...changes, updated_at: old + 1 });
    await forgetSettled(now);
    expect(await current(row)).toBeUndefined();
    expect(await current(younger)).toEqual(younger);
  });

  test.each<IntentState>(["pending", "sent", "sealed", "unknown", "orphan", "needs_you", "expired"])(
    "is not what is %s: somebody has to deal with it",
    async (state) => {
      const row = await stored({ state, updated_at: old });
      await forgetSettled(now);
      expect(await current(row)).toEqual(row);
    },
  );

  test("is not an absent create that is still looked for", async () => {
    const row = await stored({ state: "absent", look_at: now, updated_at: old });
    await forgetSettled(now);
    expect(await current(row)).toEqual(row);
  });

  test.each<IntentState>(["delivered", "kept", "done"])(
    "is not a create that is %s, until the connection was deleted here",
    async (state) => {
      const integration_id = `i-${state}`;
      const row = await stored({ state, integration_id, updated_at: old });
      const refused = { kind: "custom_app.delete", state: "rejected", integration_id } as const;
      await stored({ ...refused, updated_at: now });
      await forgetSettled(now);
      expect(await current(row)).toEqual(row);
      const deletion = await stored({ ...refused, state: "done", updated_at: now });
      await forgetSettled(now);
      expect(await current(row)).toBeUndefined();
      expect(await current(deletion)).toEqual(deletion);
    },
  );

  test("is not a change that would pass for one of others, until the connection was read again", async () => {
    const integration_id = "i-unread";
    await known(integration_id, old);
    const row = await stored({ kind: "custom_app.update", state: "done", integration_id, updated_at: old });
    await forgetSettled(now);
    expect(await current(row)).toEqual(row);
    await known(integration_id, old + 1);
    await forgetSettled(now);
    expect(await current(row)).toBeUndefined();
  });
});

describe("when a person looks at their intents", () => {
  test("what a failed request left behind is given up after five minutes, not earlier", async () => {
    const rows = await Promise.all([
      stored({ state: "pending", updated_at: now - 300_001 }),
      stored({ state: "sent", updated_at: now - 300_001 }),
      stored({ state: "pending", updated_at: now - 299_000 }),
      stored({ state: "sent", updated_at: now - 299_000 }),
    ]);
    await tendIntents(rows, now);
    expect(await statesOf(rows)).toEqual(["absent", "unknown", "pending", "sent"]);
  });

  test("what another console is at is left to it while it lives, and taken over when it does not", async () => {
    const db = await database();
    await noteConsole(db, "another");
    const rows = await leftBy("another");
    await tendIntents(rows, now);
    expect(await others(rows)).toEqual(rows);
    await noteEnd(db, "another");
    await tendIntents(rows, now);
    expect(await statesOf(rows)).toEqual(["absent", "unknown", "unknown", "absent"]);
  });

  test("of two consoles that take over the same, one has it", async () => {
    const row = await stored({ state: "sent", console: "gone" });
    await Promise.all([tendIntents([row], now), tendIntents([row], now)]);
    const records = (await database())
      .selectFrom("audit_records")
      .select("event")
      .where("intent", "=", row.id);
    expect(await records.execute()).toEqual([{ event: "custom_app.create.outcome" }]);
  });
});
