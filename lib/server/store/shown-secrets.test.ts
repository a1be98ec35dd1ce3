import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/lib/server/store/database";
import { findShownSecret, insertShownSecret } from "@/lib/server/store/shown-secrets";
import { testStore } from "@/lib/server/testing/store";

const now = 1_800_000_000_000;
const store = testStore();
let one: Database;
let other: Database;

beforeAll(async () => {
  one = await store.open();
  other = await store.open();
});
beforeEach(async () => {
  await one.deleteFrom("shown_secrets").execute();
});

describe("that a secret was shown", () => {
  const shown = { account_id: "a", integration_id: "i", shown_to: "ada@example.com", shown_at: now };

  test("is remembered for one connection of one account", async () => {
    await insertShownSecret(one, shown);
    expect(await findShownSecret(other, { account_id: "a", integration_id: "i" })).toStrictEqual({
      shown_to: "ada@example.com",
      shown_at: now,
    });
    expect(await findShownSecret(one, { account_id: "b", integration_id: "i" })).toBeUndefined();
    expect(await findShownSecret(one, { account_id: "a", integration_id: "j" })).toBeUndefined();
  });

  test("is noted once", async () => {
    await insertShownSecret(one, shown);
    await expect(insertShownSecret(one, { ...shown, shown_to: "eve@example.com" })).rejects.toThrow();
    expect(await findShownSecret(one, shown)).toMatchObject({ shown_to: "ada@example.com" });
  });
});
