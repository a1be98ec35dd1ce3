import "server-only";
import { randomBytes } from "node:crypto";
import { Secret } from "@/lib/server/secret";
import { hashSessionToken } from "@/lib/server/session";
import { database } from "@/lib/server/store/database";
import { insertSession, type SessionRow } from "@/lib/server/store/sessions";
import { account_id } from "@/lib/server/testing/account";
import { sealTokens } from "@/lib/server/token-vault";

type Held = {
  access_token: string;
  refresh_token: string | undefined;
  age: number;
  life: number;
  version: number;
};

/**
 * Stores a session of 8 hours and returns its row. Its tokens were got `age` ms ago and have `life` ms left; by
 * default they are fresh.
 */
export async function storeSession(
  tokens: Partial<Held> = {},
  changes: Partial<SessionRow> = {},
): Promise<SessionRow> {
  const now = Date.now();
  const token_hash = hashSessionToken(randomBytes(32).toString("base64url"));
  const row: SessionRow = {
    token_hash,
    account_id,
    subject: "ada",
    name: "Ada",
    email: "ada@example.com",
    created_at: now,
    expires_at: now + 8 * 3_600_000,
    tokens: sealed(token_hash, tokens),
    tokens_version: tokens.version ?? 1,
    refreshing_until: null,
    ...changes,
  };
  await insertSession(await database(), row);
  return row;
}

/** Tokens sealed for a row, as `storeSession` has them. */
export function sealed(token_hash: string, tokens: Partial<Held> = {}): string {
  const { access_token, refresh_token, age, life, version } = {
    access_token: "access-1",
    refresh_token: "refresh-1",
    age: 1_000,
    life: 3_600_000,
    version: 1,
    ...tokens,
  };
  const now = Date.now();
  const refresh = refresh_token === undefined ? undefined : new Secret(refresh_token);
  return sealTokens(
    {
      access_token: new Secret(access_token),
      refresh_token: refresh,
      obtained_at: now - age,
      expires_at: now + life,
    },
    token_hash,
    version,
  );
}
