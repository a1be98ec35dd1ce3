import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { cachedSessionRow, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { findSession, replaceTokens, takeRefreshLease } from "@/lib/server/store/sessions";
import { testAccount } from "@/lib/server/testing/account";
import { sealed, storeSession } from "@/lib/server/testing/session";
import {
  configureVault,
  ended,
  ending,
  refusing,
  shown,
  startedWith,
  startTokenServer,
} from "@/lib/server/testing/token-server";
import { accessToken } from "@/lib/server/token-vault";

configureVault();

describe("the right to refresh", () => {
  test("of somebody who died is taken over when it is over, not before", async () => {
    const server = await startTokenServer();
    const refreshing_until = Date.now() + 1_500;
    const { token_hash } = await storeSession(ended, { refreshing_until });
    const calls = Array.from({ length: 20 }, () => accessToken(testAccount(server.origin), token_hash));
    await sleep(150);
    expect(server.requests).toEqual([]);
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["access-2"]));
    expect(Date.now()).toBeGreaterThanOrEqual(refreshing_until);
    expect(server.requests).toHaveLength(1);
  });

  test("of somebody else is respected while the token serves", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession(ending, { refreshing_until: Date.now() + 60_000 });
    expect(shown(await accessToken(testAccount(server.origin), token_hash))).toBe("access-1");
    expect(server.requests).toEqual([]);
  });

  test("of somebody who never ends is not waited for longer than a refresh may take", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession(ended, { refreshing_until: Date.now() + 3_600_000 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    onTestFinished(() => void vi.useRealTimers());
    const call = accessToken(testAccount(server.origin), token_hash);
    await sleep(120);
    vi.setSystemTime(Date.now() + 20_001);
    expect(shown(await call)).toBe("unavailable");
    expect(server.requests).toEqual([]);
  });

  test("outlives the longest refresh", async () => {
    const { token_hash } = await storeSession(ended);
    const startedAt = Date.now();
    const leases: (number | null | undefined)[] = [];
    const noteLease = async () =>
      leases.push((await findSession(await database(), token_hash, Date.now()))?.refreshing_until);
    const server = await startTokenServer({ before: noteLease });
    await accessToken(testAccount(server.origin), token_hash);
    expect(leases).toHaveLength(1);
    // A refresh is given up after 15 s.
    expect(leases[0] ?? 0).toBeGreaterThanOrEqual(startedAt + 16_000);
  });

  test("that was taken over meanwhile ends nobody's session", async () => {
    const { token_hash } = await storeSession(ended);
    const takenOver = sealed(token_hash, { access_token: "access-of-another", version: 2 });
    const takeOver = async () =>
      replaceTokens(await database(), { token_hash, version: 1, tokens: takenOver });
    const server = await startTokenServer({ before: takeOver });
    const account = testAccount(server.origin);
    expect(["access-2", "access-of-another"]).toContain(shown(await accessToken(account, token_hash)));
    expect(shown(await accessToken(account, token_hash))).toBe("access-of-another");
  });

  test("that was taken over meanwhile ends nobody's session, though the old refresh token is refused", async () => {
    const { token_hash } = await storeSession(ended);
    const takenOver = sealed(token_hash, { access_token: "access-of-another", version: 2 });
    const { account } = await startedWith(async (request, response) => {
      await replaceTokens(await database(), { token_hash, version: 1, tokens: takenOver });
      await refusing(request, response);
    });
    expect(shown(await accessToken(account, token_hash))).toBe("access-of-another");
    expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 2 });
  });

  test("is waited for by a process whose memory is old", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession(ended);
    await cachedSessionRow(token_hash);
    const db = await database();
    const now = Date.now();
    expect(await takeRefreshLease(db, { token_hash, version: 1, now, until: now + 5_000 })).toBe(true);
    const call = accessToken(testAccount(server.origin), token_hash);
    await sleep(100);
    const tokens = sealed(token_hash, { access_token: "access-of-another", version: 2 });
    await replaceTokens(db, { token_hash, version: 1, tokens });
    expect(shown(await call)).toBe("access-of-another");
    expect(server.requests).toEqual([]);
  });
});
