import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { IntentState } from "@/lib/intents";
import { expireSealed, forgetSettled, recoverIntents, tendIntents } from "@/lib/server/intents/tend";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow, insertIntent } from "@/lib/server/store/intents";
import { rememberConnections } from "@/lib/server/store/known-connections";
import { account_id } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { intentRow } from "@/lib/server/testing/intent";

configureForTest();
beforeEach(async () => {
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

async function stored(changes: Partial<IntentRow>): Promise<IntentRow> {
  const row = intentRow(changes);
  await insertIntent(await database(), row);
  return row;
}
const current = async (row: IntentRow) => findIntent(await database(), row);

describe("after a start", () => {
  test("what was only written down was not done, what was sent is unknown, the rest stays", async () => {
    const pending = await stored({ state: "pending" });
    const sent = await stored({ state: "sent" });
    const settled = await Promise.all(
      (["done", "sealed", "delivered", "rejected", "orphan", "kept"] as const).map((state) =>
        stored({ state }),
      ),
    );
    await recoverIntents(1_800_000_000_000 + 300_001);
    expect(await current(pending)).toMatchObject({ state: "absent", look_at: null });
    expect(await current(sent)).toMatchObject({ state: "unknown", looks: 0, look_at: expect.any(Number) });
    for (const row of settled) expect(await current(row)).toEqual(row);
  });
});

describe("a sealed secret", () => {
  test("is deleted when its time is over, and not before", async () => {
    const now = 1_800_000_000_000;
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
    const now = 1_800_000_000_000;
    const rows = await Promise.all([
      stored({ state: "pending", updated_at: now - 300_001 }),
      stored({ state: "sent", updated_at: now - 300_001 }),
      stored({ state: "pending", updated_at: now - 299_000 }),
      stored({ state: "sent", updated_at: now - 299_000 }),
    ]);
    await tendIntents(rows, now);
    const states = await Promise.all(rows.map(async (row) => (await current(row))?.state));
    expect(states).toEqual(["absent", "unknown", "pending", "sent"]);
  });
});
