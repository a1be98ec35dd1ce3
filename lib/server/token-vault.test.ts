import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { Secret } from "@/lib/server/secret";
import { cachedSessionRow, endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { findSession, replaceTokens, takeRefreshLease } from "@/lib/server/store/sessions";
import { configureForTest } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { sealed, storeSession, testAccount } from "@/lib/server/testing/session";
import { type AccessTokenResult, accessToken } from "@/lib/server/token-vault";
import { type Answer, closedPort, json, startLocalServer } from "@/lib/testing/local-server";

const folder = configureForTest();

beforeEach(() => {
  globalThis.latchkeySessionRows = undefined;
});
afterAll(async () => (await database()).destroy());

/** Tokens that end before a request with them would arrive. */
const ended = { age: 3_600_000, life: 500 };
/** Tokens that still serve, but are about to end. */
const ending = { age: 3_600_000, life: 30_000 };

const shown = (result: AccessTokenResult): string =>
  result.status === "ok" ? result.access_token.reveal() : result.status;

/** A token endpoint that grants `access-2`, `access-3` … and rotates the refresh token each time. */
async function startTokenServer({
  delay = 0,
  before,
}: {
  delay?: number;
  before?: () => Promise<unknown>;
} = {}) {
  const server = await startLocalServer(async (request, response) => {
    const next = server.requests.length + 1;
    await sleep(delay);
    await before?.();
    await json({ access_token: `access-${next}`, refresh_token: `refresh-${next}`, expires_in: 3_600 })(
      request,
      response,
    );
  });
  return server;
}

const refusing = json({ error: "invalid_grant", error_description: "Refresh token is invalid" }, 400);
const failing = json({ error: "temporarily_unavailable" }, 503);

const askedWith = (server: { requests: { body: string }[] }) =>
  server.requests.map(({ body }) => new URLSearchParams(body).get("refresh_token"));

async function startedWith(answer: Answer) {
  const server = await startLocalServer(answer);
  return { server, account: testAccount(server.origin) };
}

describe("a token", () => {
  test("that lasts is used as it is", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession();
    expect(shown(await accessToken(testAccount(server.origin), token_hash))).toBe("access-1");
    expect(server.requests).toEqual([]);
  });

  test.each<[what: string, age: number, life: number, refreshed: boolean]>([
    ["has 45 s left", 3_600_000, 45_000, false],
    ["has 39 s left", 3_600_000, 39_000, true],
    ["of a minute has 40 s left", 20_000, 40_000, false],
    ["of a minute has 29 s left", 31_000, 29_000, true],
    ["of a minute has 35 s left", 25_000, 35_000, false],
    ["has ended", 3_600_000, -1, true],
  ])("that %s", async (_what, age, life, refreshed) => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession({ age, life });
    expect(shown(await accessToken(testAccount(server.origin), token_hash))).toBe(
      refreshed ? "access-2" : "access-1",
    );
    expect(server.requests).toHaveLength(refreshed ? 1 : 0);
  });

  test("that upstream rejected is refreshed, however long it would last", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession();
    const account = testAccount(server.origin);
    expect(shown(await accessToken(account, token_hash, new Secret("access-1")))).toBe("access-2");
    expect(shown(await accessToken(account, token_hash))).toBe("access-2");
  });

  test("that upstream rejected is not refreshed when it was replaced meanwhile", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession({ access_token: "access-9" });
    expect(shown(await accessToken(testAccount(server.origin), token_hash, new Secret("access-1")))).toBe(
      "access-9",
    );
    expect(server.requests).toEqual([]);
  });

  test("is never the one that upstream rejected", async () => {
    const { account } = await startedWith(failing);
    const { token_hash } = await storeSession();
    expect(shown(await accessToken(account, token_hash, new Secret("access-1")))).toBe("unavailable");
  });
});

describe("one refresh", () => {
  test("is made for 200 calls at once, and all get the new token", async () => {
    const server = await startTokenServer({ delay: 60 });
    const { token_hash } = await storeSession(ended);
    const calls = Array.from({ length: 200 }, () => accessToken(testAccount(server.origin), token_hash));
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["access-2"]));
    expect(askedWith(server)).toEqual(["refresh-1"]);
  });

  test("is made for 200 calls at once, and those that need not wait do not", async () => {
    const server = await startTokenServer({ delay: 60 });
    const { token_hash } = await storeSession(ending);
    const calls = Array.from({ length: 200 }, () => accessToken(testAccount(server.origin), token_hash));
    const tokens = (await Promise.all(calls)).map(shown);
    expect(tokens.filter((token) => token === "access-2")).toHaveLength(1);
    expect(tokens.filter((token) => token === "access-1")).toHaveLength(199);
    expect(server.requests).toHaveLength(1);
    expect(shown(await accessToken(testAccount(server.origin), token_hash))).toBe("access-2");
  });

  test("is made for 200 calls whose token was rejected at the same time", async () => {
    const server = await startTokenServer({ delay: 30 });
    const { token_hash } = await storeSession();
    const rejected = new Secret("access-1");
    const calls = Array.from({ length: 200 }, () =>
      accessToken(testAccount(server.origin), token_hash, rejected),
    );
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["access-2"]));
    expect(server.requests).toHaveLength(1);
  });

  test("is made for each expiry, over and over, with the refresh token of the time before", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession(ended);
    const account = testAccount(server.origin);
    let rejected: Secret | undefined;
    for (let round = 1; round <= 20; round += 1) {
      const calls = Array.from({ length: 20 }, () => accessToken(account, token_hash, rejected));
      expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set([`access-${round + 1}`]));
      rejected = new Secret(`access-${round + 1}`);
    }
    expect(askedWith(server)).toEqual(Array.from({ length: 20 }, (_, n) => `refresh-${n + 1}`));
  });

  test("is made by one of two processes", { timeout: 90_000 }, async () => {
    const server = await startTokenServer({ delay: 300 });
    const { token_hash } = await storeSession(ended);
    const startAt = String(Date.now() + 2_500);
    const ask = () => runScript("ask-for-token.ts", server.origin, token_hash, startAt);
    expect(await Promise.all([ask(), ask()])).toEqual(["access-2", "access-2"]);
    expect(server.requests).toHaveLength(1);
    expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 2, refreshing_until: null });
  });
});

describe("a rotated token", () => {
  test("is stored as the next version, and the old one is gone", async () => {
    const server = await startTokenServer();
    const row = await storeSession(ended);
    await accessToken(testAccount(server.origin), row.token_hash);
    const stored = await freshSessionRow(row.token_hash);
    expect(stored).toMatchObject({ tokens_version: 2, refreshing_until: null });
    expect(stored?.tokens).not.toBe(row.tokens);
  });

  test("does not open in another row, nor in another version of its own", async () => {
    const [row, other] = [await storeSession(), await storeSession()];
    const { account, server } = await startedWith(failing);
    const put = async (tokens: string, tokens_version: number) => {
      const db = await database();
      await db
        .updateTable("sessions")
        .set({ tokens, tokens_version })
        .where("token_hash", "=", row.token_hash)
        .execute();
      await freshSessionRow(row.token_hash);
      return shown(await accessToken(account, row.token_hash));
    };
    expect(await put(other.tokens, 1)).toBe("expired");
    expect(await put(row.tokens, 2)).toBe("expired");
    expect(await put("v1.nonsense", 1)).toBe("expired");
    expect(await put("", 1)).toBe("expired");
    expect(await put(row.tokens, 1)).toBe("access-1");
    expect(server.requests).toEqual([]);
  });
});

describe("a refused refresh", () => {
  test("ends the session when its token has ended", async () => {
    const { account, server } = await startedWith(refusing);
    const { token_hash } = await storeSession(ended);
    expect(shown(await accessToken(account, token_hash))).toBe("expired");
    expect(await cachedSessionRow(token_hash)).toBeUndefined();
    expect(await findSession(await database(), token_hash, Date.now())).toBeUndefined();
    expect(shown(await accessToken(account, token_hash))).toBe("expired");
    expect(server.requests).toHaveLength(1);
  });

  test("ends the session when upstream rejected its token", async () => {
    const { account } = await startedWith(refusing);
    const { token_hash } = await storeSession();
    expect(shown(await accessToken(account, token_hash, new Secret("access-1")))).toBe("expired");
    expect(await freshSessionRow(token_hash)).toBeUndefined();
  });

  test("ends the session once for 200 calls", async () => {
    const { account, server } = await startedWith(refusing);
    const { token_hash } = await storeSession(ended);
    const calls = Array.from({ length: 200 }, () => accessToken(account, token_hash));
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["expired"]));
    expect(server.requests).toHaveLength(1);
  });

  test("lets a token serve that has not ended", async () => {
    const { account } = await startedWith(refusing);
    const { token_hash } = await storeSession(ending);
    expect(shown(await accessToken(account, token_hash))).toBe("access-1");
    expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 1, refreshing_until: null });
  });

  test("is the same as having no refresh token, which nobody is asked about", async () => {
    const { account, server } = await startedWith(json({}));
    const { token_hash } = await storeSession({ ...ended, refresh_token: undefined });
    expect(shown(await accessToken(account, token_hash))).toBe("expired");
    expect(await freshSessionRow(token_hash)).toBeUndefined();
    expect(server.requests).toEqual([]);
  });
});

describe("trouble of the provider", () => {
  const troubles: [what: string, answer: Answer][] = [
    ["500", json({}, 500)],
    ["503", failing],
    ["429", json({ error: "slow_down" }, 429)],
    ["HTML in place of tokens", (_request, response) => void response.end("<html>")],
    ["an answer that breaks off", (_request, response) => void response.destroy()],
  ];

  test.each(troubles)(
    "%s: the old token serves while it lasts, and the session stays",
    async (_what, answer) => {
      const { account, server } = await startedWith(answer);
      const { token_hash } = await storeSession(ending);
      expect(shown(await accessToken(account, token_hash))).toBe("access-1");
      expect(server.requests).toHaveLength(1);
      expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 1, refreshing_until: null });
    },
  );

  test.each(troubles)(
    "%s: after the end of the token there is none, and the session stays",
    async (_what, answer) => {
      const { account } = await startedWith(answer);
      const { token_hash } = await storeSession(ended);
      expect(shown(await accessToken(account, token_hash))).toBe("unavailable");
      expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 1, refreshing_until: null });
    },
  );

  test("when it cannot be reached keeps the session", async () => {
    const { token_hash } = await storeSession(ended);
    const account = testAccount(`http://127.0.0.1:${await closedPort()}`);
    expect(shown(await accessToken(account, token_hash))).toBe("unavailable");
    expect(await freshSessionRow(token_hash)).toBeDefined();
  });

  test("is met by one request for 200 calls at once, not by 200", async () => {
    const { account, server } = await startedWith(async (request, response) => {
      await sleep(30);
      await failing(request, response);
    });
    const { token_hash } = await storeSession(ended);
    const calls = Array.from({ length: 200 }, () => accessToken(account, token_hash));
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["unavailable"]));
    expect(server.requests).toHaveLength(1);
    expect(await freshSessionRow(token_hash)).toMatchObject({ tokens_version: 1, refreshing_until: null });
  });

  test("that passes is over with the next call", async () => {
    let isUp = false;
    const { account } = await startedWith((request, response) =>
      (isUp ? json({ access_token: "access-2", expires_in: 60 }) : failing)(request, response),
    );
    const { token_hash } = await storeSession(ended);
    expect(shown(await accessToken(account, token_hash))).toBe("unavailable");
    isUp = true;
    expect(shown(await accessToken(account, token_hash))).toBe("access-2");
  });
});

describe("a session that ends", () => {
  test("before a call has no token", async () => {
    const server = await startTokenServer();
    const { token_hash } = await storeSession();
    await endSession(token_hash);
    expect(shown(await accessToken(testAccount(server.origin), token_hash))).toBe("expired");
    expect(shown(await accessToken(testAccount(server.origin), "0".repeat(64)))).toBe("expired");
  });

  test("during a refresh has no token for anyone, and does not come back", async () => {
    const { token_hash } = await storeSession(ended);
    const server = await startTokenServer({ before: () => endSession(token_hash) });
    const calls = Array.from({ length: 20 }, () => accessToken(testAccount(server.origin), token_hash));
    expect(new Set((await Promise.all(calls)).map(shown))).toEqual(new Set(["expired"]));
    expect(await findSession(await database(), token_hash, Date.now())).toBeUndefined();
    expect(await cachedSessionRow(token_hash)).toBeUndefined();
  });

  test("at any moment leaves nothing usable behind", async () => {
    const server = await startTokenServer({ delay: 5 });
    const account = testAccount(server.origin);
    for (let round = 0; round < 30; round += 1) {
      const { token_hash } = await storeSession(round % 2 ? ended : ending);
      const calls = Array.from({ length: 5 }, () => accessToken(account, token_hash));
      await sleep(round % 10);
      await endSession(token_hash);
      await Promise.all(calls);
      expect(await cachedSessionRow(token_hash)).toBeUndefined();
      expect(shown(await accessToken(account, token_hash))).toBe("expired");
    }
  });
});

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

describe("what lies in the store", () => {
  test("shows no token in any encoding, before and after a refresh", async () => {
    const [access, refresh] = ["dose-access-1f2e3d4c5b6a", "dose-refresh-6a5b4c3d2e1f"];
    const [nextAccess, nextRefresh] = ["dose-access-a1b2c3d4e5f6", "dose-refresh-f6e5d4c3b2a1"];
    const { account } = await startedWith(
      json({ access_token: nextAccess, refresh_token: nextRefresh, expires_in: 3_600 }),
    );
    const row = await storeSession({ ...ended, access_token: access, refresh_token: refresh });
    expect(traces(row.tokens)).not.toEqual([]);
    expect(traces("ada@example.com")).not.toEqual([]);
    expect([access, refresh].flatMap(traces)).toEqual([]);
    expect(shown(await accessToken(account, row.token_hash))).toBe(nextAccess);
    expect([access, refresh, nextAccess, nextRefresh].flatMap(traces)).toEqual([]);
    await endSession(row.token_hash);
    expect([access, refresh, nextAccess, nextRefresh].flatMap(traces)).toEqual([]);
  });

  /** The files of the store, write-ahead log included, in which `text` or an encoding of it occurs. */
  function traces(text: string): string[] {
    const bytes = Buffer.from(text);
    const encodings = [
      text,
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
      encodeURIComponent(text),
      JSON.stringify(text),
      // A text inside a longer one starts at any of three places of base64.
      ...[0, 1, 2].map((skipped) => bytes.subarray(skipped, skipped + 12).toString("base64")),
      ...[0, 1, 2].map((skipped) => bytes.subarray(skipped, skipped + 12).toString("base64url")),
    ].map((encoding) => Buffer.from(encoding));
    const names = readdirSync(join(folder, "data"));
    expect(names).toContain("latchkey.sqlite-wal");
    return names.filter((name) => {
      const content = readFileSync(join(folder, "data", name));
      return [...encodings, Buffer.from(text, "utf16le"), Buffer.from(text).reverse()].some((one) =>
        content.includes(one),
      );
    });
  }
});
