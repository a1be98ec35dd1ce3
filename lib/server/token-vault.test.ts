import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Secret } from "@/lib/server/secret";
import { endSession, freshSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { testAccount } from "@/lib/server/testing/account";
import { runScript } from "@/lib/server/testing/run-script";
import { storeSession } from "@/lib/server/testing/session";
import { testsPostgres } from "@/lib/server/testing/store";
import {
  configureVault,
  ended,
  ending,
  failing,
  shown,
  startedWith,
  startTokenServer,
} from "@/lib/server/testing/token-server";
import { accessToken } from "@/lib/server/token-vault";
import { json, type LocalServer } from "@/lib/testing/local-server";

const folder = configureVault();

const askedWith = (server: LocalServer) =>
  server.requests.map(({ body }) => new URLSearchParams(body).get("refresh_token"));

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
    const ask = () => runScript("ask-for-token.ts", [server.origin, token_hash, startAt]);
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

describe("what lies in the store", () => {
  test.skipIf(testsPostgres)("shows no token in any encoding, before and after a refresh", async () => {
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
