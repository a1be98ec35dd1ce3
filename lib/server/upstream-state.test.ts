import { afterAll, beforeEach, expect, test } from "vitest";
import { callAsPerson } from "@/lib/server/call-as-person";
import { database } from "@/lib/server/store/database";
import { account_id, testAccount } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";
import { upstreamState } from "@/lib/server/upstream-state";
import { closedPort, json, startLocalServer } from "@/lib/testing/local-server";

configureForTest();
beforeEach(() => {
  globalThis.latchkeyGates = undefined;
});
afterAll(async () => (await database()).destroy());

async function stateAt(host: string) {
  const account = testAccount(host);
  const { token_hash } = await storeSession();
  return () => upstreamState({ account, upstream: (call) => callAsPerson({ account, token_hash }, call) });
}

test("an account host that nobody listens at cannot be reached since the first try", async () => {
  const before = Date.now();
  const state = await stateAt(`http://127.0.0.1:${await closedPort()}`);
  const first = await state();
  expect(first.unreachable_since).toBeGreaterThanOrEqual(before - 1);
  expect(first.unreachable_since).toBeLessThanOrEqual(Date.now());
  for (let tries = 0; tries < 7; tries++) {
    const { unreachable_since } = await state();
    expect(Math.abs(Number(unreachable_since) - Number(first.unreachable_since))).toBeLessThanOrEqual(2);
  }
});

test.each([
  ["a list", json({ apps: [] })],
  ["a refusal", json({ error_code: "PERMISSION_DENIED", message: "No." }, 403)],
  ["trouble", json({ error_code: "INTERNAL", message: "Oh." }, 500)],
])("one that answers with %s can be reached, for one small page", async (_what, answer) => {
  const server = await startLocalServer(answer);
  const state = await stateAt(server.origin);
  expect(await state()).toEqual({ unreachable_since: null });
  expect(server.requests.map(({ path }) => path)).toEqual([
    `/api/2.0/accounts/${account_id}/oauth2/custom-app-integrations?page_size=1`,
  ]);
});
