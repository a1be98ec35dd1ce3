import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach } from "vitest";
import { database } from "@/lib/server/store/database";
import { testAccount } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import type { AccessTokenResult } from "@/lib/server/token-vault";
import { type Answer, json, type LocalServer, startLocalServer } from "@/lib/testing/local-server";

/** Configures the vault of this test file; every test starts with nothing in memory. Returns the store's folder. */
export function configureVault(): string {
  const folder = configureForTest();
  beforeEach(() => {
    globalThis.latchkeySessionRows = undefined;
  });
  afterAll(async () => (await database()).destroy());
  return folder;
}

/** Tokens that end before a request with them would arrive. */
export const ended = { age: 3_600_000, life: 500 };
/** Tokens that still serve, but are about to end. */
export const ending = { age: 3_600_000, life: 30_000 };

/** The token, or why there is none. */
export const shown = (result: AccessTokenResult): string =>
  result.status === "ok" ? result.access_token.reveal() : result.status;

/** A token endpoint that grants `access-2`, `access-3` … and rotates the refresh token each time. */
export async function startTokenServer({
  delay = 0,
  before,
}: {
  delay?: number;
  before?: () => Promise<unknown>;
} = {}): Promise<LocalServer> {
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

export const refusing = json({ error: "invalid_grant", error_description: "Refresh token is invalid" }, 400);
export const failing = json({ error: "temporarily_unavailable" }, 503);

/** A token endpoint that answers as `answer` does, and the account it belongs to. */
export async function startedWith(answer: Answer) {
  const server = await startLocalServer(answer);
  return { server, account: testAccount(server.origin) };
}
