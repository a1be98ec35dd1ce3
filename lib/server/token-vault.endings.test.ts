import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Secret } from "@/lib/server/secret";
import { cachedSessionRow, endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { findSession } from "@/lib/server/store/sessions";
import { testAccount } from "@/lib/server/testing/account";
import { storeSession } from "@/lib/server/testing/session";
import {
  configureVault,
  ended,
  ending,
  failing,
  refusing,
  shown,
  startedWith,
  startTokenServer,
} from "@/lib/server/testing/token-server";
import { accessToken } from "@/lib/server/token-vault";
import { type Answer, closedPort, json } from "@/lib/testing/local-server";

configureVault();

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
