import { beforeEach, describe, expect, test } from "vitest";
import { accountApiPaths } from "@/lib/account-api/paths";
import { callGated } from "@/lib/server/retries/gate";
import { Secret } from "@/lib/server/secret";
import { account_id, testAccount } from "@/lib/server/testing/account";
import { noAnswerOf } from "@/lib/server/testing/account-call";
import { closedPort, json, startLocalServer } from "@/lib/testing/local-server";

beforeEach(() => {
  globalThis.latchkeyGates = undefined;
});

const callAt = (host: string, method: "GET" | "POST" = "GET") =>
  callGated(testAccount(host), {
    method,
    path: accountApiPaths.customAppIntegrations(account_id),
    access_token: new Secret("dose-access-1f2e3d4c5b6a"),
  });

describe("a host that cannot be reached", () => {
  test("is left alone after five tries, and another host is not", async () => {
    const dead = `http://127.0.0.1:${await closedPort()}`;
    for (let call = 0; call < 5; call++)
      expect(await noAnswerOf(callAt(dead))).toMatchObject({ reason: "unreachable", sent: false });
    expect(globalThis.latchkeyGates?.breakers.get(dead)?.isOpen).toBe(true);
    expect(await noAnswerOf(callAt(dead))).toMatchObject({ reason: "unreachable", sent: false });
    const alive = await startLocalServer(json({}));
    expect((await callAt(alive.origin)).status).toBe(200);
  });

  test("is told from one that answers badly", async () => {
    const broken = await startLocalServer((_request, response) => void response.socket?.destroy());
    for (let call = 0; call < 7; call++)
      expect(await noAnswerOf(callAt(broken.origin))).toMatchObject({ sent: true });
    expect(broken.requests).toHaveLength(7);
  });
});

test("all changes go through in the end, however many come at once", async () => {
  const server = await startLocalServer(json({}));
  const calls = Array.from({ length: 14 }, () => callAt(server.origin, "POST"));
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 200));
  expect(server.requests).toHaveLength(14);
  // Four had to wait: the next place is not free at once.
  expect(globalThis.latchkeyGates?.buckets.get(account_id)?.take(0)).toBeGreaterThan(0);
});
