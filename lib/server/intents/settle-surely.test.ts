import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { acknowledgeSecret } from "@/lib/server/intents/close-intent";
import { ownIntent, ownIntentToMove } from "@/lib/server/intents/own-intent";
import { database } from "@/lib/server/store/database";
import { findIntent } from "@/lib/server/store/intents";
import { storeCondition } from "@/lib/server/store/keep-store";
import { makeUp } from "@/lib/server/store/postponed";
import { type FakeAccountApi, startAccountApi } from "@/lib/server/testing/account-api";
import { configureForTest } from "@/lib/server/testing/environment";
import { failWrites } from "@/lib/server/testing/failing-driver";
import { failureOf } from "@/lib/server/testing/failure-of";
import { browserAt, createBody, newKey } from "@/lib/server/testing/intent-call";

configureForTest();
let api: FakeAccountApi;
let browser: Awaited<ReturnType<typeof browserAt>>;
let heal = () => {};

beforeEach(async () => {
  api = await startAccountApi();
  browser = await browserAt(api.origin);
  await (await database()).deleteFrom("intents").execute();
});
afterEach(() => heal());
afterAll(async () => (await database()).destroy());

/** From now on nothing can be written. */
function fail() {
  heal = failWrites(() => "SQLITE_FULL");
}

/** The store fails once Databricks has made the connection. */
function failAfterwards() {
  api.scripts.push((commit, response) => {
    response.setHeader("Content-Type", "application/json").end(commit());
    fail();
  });
}

const callOf = (id: string) => ({
  ...browser.callWith({}),
  params: { account_id: browser.session.account_id, intent_id: id },
});
const storedState = async (id: string) => {
  const { account_id, subject } = browser.session;
  return (await findIntent(await database(), { account_id, subject, id }))?.state;
};

test("a change that cannot be written down is not sent", async () => {
  fail();
  const failure = await failureOf(() => browser.create());
  expect(failure).toMatchObject({ type: "store-unavailable", extra: {} });
  expect(api.requests).toEqual([]);
  expect(await storeCondition()).toBe("read-only");
  heal();
  expect(await storeCondition()).toBe("ok");
  expect((await browser.create()).state).toBe("sealed");
});

test("what was written down and cannot be begun is not sent, and is told to be absent in the end", async () => {
  let commits = 0;
  heal = failWrites((sql) => {
    if (sql === "commit") commits += 1;
    return commits > 1 ? "SQLITE_IOERR" : undefined;
  });
  const key = newKey();
  const failure = await failureOf(() => browser.create(createBody(), key));
  expect(failure.type).toBe("store-unavailable");
  expect(api.creates()).toBe(0);
  // Whoever asks with the same key is told the same, and not to wait.
  expect((await failureOf(() => browser.create(createBody(), key))).type).toBe("store-unavailable");
  heal();
  await makeUp();
  const row = await (await database()).selectFrom("intents").select("state").executeTakeFirstOrThrow();
  expect(row.state).toBe("absent");
  // The name is free again.
  expect((await browser.create()).state).toBe("sealed");
});

test("a secret that cannot be stored is there until it can, and can be confirmed then", async () => {
  failAfterwards();
  const key = newKey();
  const intent = await browser.create(createBody(), key);
  expect(intent).toMatchObject({ state: "sealed", kept: false });
  expect(await browser.open(intent)).toBe(api.secrets[0]);
  expect(await storedState(intent.id)).toBe("sent");

  const again = await browser.create(createBody(), key);
  expect(again).toMatchObject({ state: "sealed", kept: false, replayed: true });
  expect((await ownIntent(callOf(intent.id))).state).toBe("sealed");
  const refused = await failureOf(async () => {
    const call = callOf(intent.id);
    return acknowledgeSecret(call, await ownIntentToMove(call));
  });
  expect(refused.type).toBe("store-unavailable");

  heal();
  const call = callOf(intent.id);
  const row = await ownIntentToMove(call);
  expect(row.state).toBe("sealed");
  expect((await acknowledgeSecret(call, row)).state).toBe("delivered");
  expect(await storedState(intent.id)).toBe("delivered");
  expect(api.apps).toHaveLength(1);
});

test("is settled when the store works again, although nobody asks for it", async () => {
  failAfterwards();
  const intent = await browser.create(createBody({ confidential: false }));
  expect(intent).toMatchObject({ state: "done", kept: false });
  heal();
  await makeUp();
  expect(await storedState(intent.id)).toBe("done");
  expect((await ownIntent(callOf(intent.id))).state).toBe("done");
});
