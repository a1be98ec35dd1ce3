import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { expireSealed, recoverIntents, tendIntents } from "@/lib/server/intents/tend";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow, insertIntent } from "@/lib/server/store/intents";
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
