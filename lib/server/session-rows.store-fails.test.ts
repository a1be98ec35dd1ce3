import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { endAndRecord } from "@/lib/server/end-session";
import { cachedSessionRow, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { makeUp } from "@/lib/server/store/postponed";
import { findSession } from "@/lib/server/store/sessions";
import { testAccount } from "@/lib/server/testing/account";
import { type FakeAccountApi, startAccountApi } from "@/lib/server/testing/account-api";
import { configureForTest } from "@/lib/server/testing/environment";
import { failNext, failWrites } from "@/lib/server/testing/failing-driver";
import { failureOf } from "@/lib/server/testing/failure-of";
import { storeSession } from "@/lib/server/testing/session";
import { shown } from "@/lib/server/testing/token-server";
import { accessToken } from "@/lib/server/token-vault";

configureForTest();
let api: FakeAccountApi;
let heal = () => {};

beforeEach(async () => {
  globalThis.latchkeySessionRows = undefined;
  api = await startAccountApi();
});
afterEach(() => heal());
afterAll(async () => (await database()).destroy());

const refreshes = () => api.requests.filter(({ path }) => path.endsWith("/v1/token")).length;
const aboutToEnd = { life: 10_000, age: 3_600_000 };
const ended = { life: -1_000, age: 3_600_000 };

test("a session that was ended is over at once, and gone from the store once that works", async () => {
  const { token_hash } = await storeSession();
  heal = failWrites(() => "SQLITE_FULL");
  await endAndRecord(token_hash, "auth.logout");
  expect(await cachedSessionRow(token_hash)).toBeUndefined();
  expect(await findSession(await database(), token_hash, Date.now())).toBeDefined();
  heal();
  await makeUp();
  expect(await findSession(await database(), token_hash, Date.now())).toBeUndefined();
  const recorded = await (await database())
    .selectFrom("audit_records")
    .select("event")
    .where("event", "=", "auth.logout")
    .execute();
  expect(recorded).toHaveLength(1);
});

test("a token that still lasts serves while the store does not let it be renewed", async () => {
  const { token_hash } = await storeSession(aboutToEnd);
  heal = failWrites(() => "SQLITE_FULL");
  expect(await accessToken(testAccount(api.origin), token_hash)).toMatchObject({ status: "ok" });
  expect(refreshes()).toBe(0);
});

test("one that has ended does not, and its refresh token is not used up", async () => {
  const { token_hash } = await storeSession(ended);
  heal = failWrites(() => "SQLITE_FULL");
  const failure = await failureOf(() => accessToken(testAccount(api.origin), token_hash));
  expect(failure.type).toBe("store-unavailable");
  expect(refreshes()).toBe(0);
});

test("renewed tokens that cannot be stored are used all the same, and stored once the store works", async () => {
  const { token_hash } = await storeSession(ended);
  const account = testAccount(api.origin);
  // The lease is taken; the tokens are not.
  heal = failNext("", "SQLITE_FULL");
  const first = shown(await accessToken(account, token_hash));
  heal();
  heal = failWrites(() => "SQLITE_FULL");
  globalThis.latchkeySessionRows = undefined;
  expect(shown(await accessToken(account, token_hash))).toBe(first);
  expect(refreshes()).toBe(1);
  heal();
  await makeUp();
  globalThis.latchkeySessionRows = undefined;
  expect(shown(await accessToken(account, token_hash))).toBe(first);
  expect((await freshSessionRow(token_hash))?.tokens_version).toBe(2);
  expect(refreshes()).toBe(1);
});
