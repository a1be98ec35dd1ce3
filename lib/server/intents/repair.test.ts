import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { acknowledgeSecret, keepAsItIs } from "@/lib/server/intents/close-intent";
import { look } from "@/lib/server/intents/look";
import { repairIntent } from "@/lib/server/intents/repair";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow } from "@/lib/server/store/intents";
import { account_id } from "@/lib/server/testing/account";
import { type FakeAccountApi, lostAfterCommit, startAccountApi } from "@/lib/server/testing/account-api";
import { configureForTest } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";
import { browserAt, createBody } from "@/lib/server/testing/intent-call";

configureForTest();
let api: FakeAccountApi;
let browser: Awaited<ReturnType<typeof browserAt>>;
let call: ReturnType<typeof browser.callWith>;

beforeEach(async () => {
  globalThis.latchkeySessionRows = undefined;
  api = await startAccountApi();
  browser = await browserAt(api.origin);
  call = browser.callWith({});
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

async function rowOf({ id }: { id: string }): Promise<IntentRow> {
  const row = await findIntent(await database(), { account_id, subject: "ada", id });
  if (!row) throw new Error("The intent is gone.");
  return row;
}

/** An intent whose connection was found without its secret. */
async function orphan(): Promise<IntentRow> {
  api.scripts.push(lostAfterCommit);
  const row = await rowOf(await browser.create());
  const found = await look(row, call.upstream, Date.now());
  if (found?.state !== "orphan") throw new Error("No orphan was found.");
  return found;
}

describe("a repair", () => {
  test("deletes the one that cannot be used, and leaves the rest", async () => {
    await browser.create(createBody({ name: "another" }));
    const repaired = await repairIntent(call, await orphan(), undefined);
    expect(repaired.state).toBe("repaired");
    expect(api.apps.map(({ name }) => name)).toEqual(["another"]);
    const again = await browser.create();
    expect(await browser.open(again)).toBe(api.secrets.at(-1));
  });

  test("has nothing to delete when somebody has deleted it", async () => {
    const row = await orphan();
    api.apps.length = 0;
    expect((await repairIntent(call, row, undefined)).state).toBe("repaired");
    expect(api.requests.map(({ method }) => method)).not.toContain("DELETE");
  });

  test.each<[string, Record<string, unknown>]>([
    ["its redirect URLs", { redirect_urls: ["https://elsewhere.example.com/cb"] }],
    ["its scopes", { scopes: ["all-apis"] }],
    ["its name", { name: "somebody's" }],
  ])("deletes nothing when somebody has changed %s", async (_what, changes) => {
    const row = await orphan();
    Object.assign(api.apps[0] ?? {}, changes);
    expect(await failureOf(() => repairIntent(call, row, undefined))).toMatchObject({ type: "conflict" });
    expect(api.apps).toHaveLength(1);
    expect((await rowOf(row)).state).toBe("orphan");
  });

  test("of several deletes the one that was pointed out, and no other id", async () => {
    const row = await orphan();
    const [first] = api.apps;
    api.apps.push({ ...first, integration_id: "twin" });
    const open = { ...row, state: "needs_you", integration_id: null, result: '["twin"]' } as const;
    await (await database()).updateTable("intents").set(open).where("id", "=", row.id).execute();
    for (const chosen of [undefined, "", first?.integration_id])
      expect((await failureOf(() => repairIntent(call, open, chosen))).type).toBe("invalid");
    expect((await repairIntent(call, open, "twin")).state).toBe("repaired");
    expect(api.apps).toEqual([first]);
  });

  test("gives up a secret that waits in another browser", async () => {
    const intent = await browser.create();
    const repaired = await repairIntent(call, await rowOf(intent), undefined);
    expect(repaired).toMatchObject({ state: "repaired", sealed_answer: null });
    expect(api.apps).toEqual([]);
  });
});

describe("saying that the secret is stored", () => {
  test("deletes what was sealed, and can be said again", async () => {
    const intent = await browser.create();
    expect(intent.sealed_answer).not.toBeNull();
    await acknowledgeSecret(call, await rowOf(intent));
    const row = await rowOf(intent);
    expect(row).toMatchObject({ state: "delivered", sealed_answer: null });
    expect(await acknowledgeSecret(call, row)).toEqual(row);
    expect((await failureOf(() => repairIntent(call, row, undefined))).type).toBe("conflict");
  });

  test("is refused where none waits", async () => {
    const row = await orphan();
    const kept = await keepAsItIs(call, row);
    expect(kept.state).toBe("kept");
    expect((await failureOf(() => acknowledgeSecret(call, kept))).type).toBe("conflict");
    expect(await keepAsItIs(call, kept)).toEqual(kept);
    expect(api.apps).toHaveLength(1);
  });

  test("is believed where only the person can know, because the console ended before its store took it", async () => {
    const row = await orphan();
    expect((await acknowledgeSecret(call, row)).state).toBe("delivered");
    expect(api.apps).toHaveLength(1);
  });
});
