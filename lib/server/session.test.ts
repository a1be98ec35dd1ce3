import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { cookieName, hashSessionToken, readSession, sessionCookieName } from "@/lib/server/session";
import { database } from "@/lib/server/store/database";
import type { SessionRow } from "@/lib/server/store/sessions";
import { account_id } from "@/lib/server/testing/account";
import { other_id } from "@/lib/server/testing/configuration";
import { configureForTest } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";

configureForTest();
afterAll(async () => (await database()).destroy());

/** Stores a session and returns the cookie of its browser. */
async function storedFor(changes: Partial<SessionRow> = {}): Promise<string> {
  const cookie = randomBytes(32).toString("base64url");
  await storeSession({}, { token_hash: hashSessionToken(cookie), ...changes });
  return cookie;
}

describe("a session", () => {
  test("is what its cookie stands for, without tokens", async () => {
    const cookie = await storedFor();
    const session = await readSession(cookie);
    expect(session).toEqual({
      token_hash: hashSessionToken(cookie),
      account_id,
      subject: "ada",
      name: "Ada",
      email: "ada@example.com",
      expires_at: expect.any(Number),
    });
    expect(JSON.stringify(session)).not.toContain(cookie);
  });

  test("is none without a cookie, with one of another form, and with one that nobody was given", async () => {
    const cookie = await storedFor();
    for (const value of [undefined, "", `${cookie}=`, cookie.slice(1), hashSessionToken(cookie)])
      expect(await readSession(value)).toBeUndefined();
    expect(await readSession(randomBytes(32).toString("base64url"))).toBeUndefined();
  });

  test("is none once it has ended", async () => {
    expect(await readSession(await storedFor({ expires_at: Date.now() - 1 }))).toBeUndefined();
  });

  test("is none when its account is configured no more, so that its person can sign in to another", async () => {
    expect(await readSession(await storedFor({ account_id: other_id }))).toBeUndefined();
  });
});

test("cookies are pinned to the origin where it is https", () => {
  expect(sessionCookieName()).toBe("__Host-latchkey.sid");
  expect(cookieName("state")).toBe("__Host-latchkey.state");
});
