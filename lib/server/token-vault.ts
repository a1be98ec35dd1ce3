import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "@/lib/server/configuration";
import { endAndRecord } from "@/lib/server/end-session";
import { env } from "@/lib/server/env";
import { seal, unseal } from "@/lib/server/seal";
import { Secret } from "@/lib/server/secret";
import { cachedSessionRow, freshSessionRow, keepTokens } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import * as sessions from "@/lib/server/store/sessions";
import { StoreFailure } from "@/lib/server/store/store-failure";
import { refreshTokens, type Tokens } from "@/lib/server/token-endpoint";
import { z } from "@/lib/zod";

/** Milliseconds of life below which a token is refreshed before use; Azure refuses one with 30 s or less. */
const refreshAhead = 40_000;
/** Milliseconds. Longer than the token endpoint's deadline, so that a lease outlives the call it covers. */
const leaseTime = 20_000;
/** Milliseconds. A token with less life left may end on its way to Databricks. */
const leastLife = 1_000;

export type AccessTokenResult =
  | { status: "ok"; access_token: Secret }
  /** The session is over: sign in again. */
  | { status: "expired" }
  /** No usable token now, but the session stays: the provider has trouble. */
  | { status: "unavailable" };

const sealedTokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  obtained_at: z.number(),
  expires_at: z.number(),
});

/** Seals `tokens` for the row and version they will lie in. */
export function sealTokens(tokens: Tokens, token_hash: string, version: number): string {
  const plaintext = JSON.stringify({
    ...tokens,
    access_token: tokens.access_token.reveal(),
    refresh_token: tokens.refresh_token?.reveal(),
  });
  return seal(new Secret(plaintext), env().secret, "token-vault", rowContext(token_hash, version));
}

type SealedTokens = Pick<sessions.SessionRow, "token_hash" | "tokens" | "tokens_version">;

/** The same tokens, sealed for the same row with the configured secret, or undefined when no secret opens them. */
export function resealedTokens({ token_hash, tokens, tokens_version }: SealedTokens): string | undefined {
  const { secret, secrets } = env();
  const context = rowContext(token_hash, tokens_version);
  const plaintext = unseal(tokens, secrets, "token-vault", context);
  return plaintext && seal(plaintext, secret, "token-vault", context);
}

/**
 * A usable access token of the session. Refreshes it when it is about to end, or when it is the one upstream has
 * just `rejected`. However many requests and processes ask at once, one refresh is made.
 */
export async function accessToken(
  account: Account,
  token_hash: string,
  rejected?: Secret,
): Promise<AccessTokenResult> {
  const deadline = Date.now() + leaseTime;
  let awaited: number | undefined;
  let row = await cachedSessionRow(token_hash);
  while (row) {
    const tokens = openTokens(row);
    if (!tokens) return { status: "expired" };
    const accepted = tokens.access_token.reveal() !== rejected?.reveal();
    const now = Date.now();
    if (accepted && tokens.expires_at - now > refreshAheadOf(tokens)) return ok(tokens);
    // Who was waited for got no new tokens. Everybody who waited asking in turn would not help the provider.
    if (row.tokens_version === awaited && row.refreshing_until === null) return { status: "unavailable" };
    const underWay = refreshes.get(token_hash);
    if (!underWay) {
      const own = await refreshAlone(account, row, tokens, accepted);
      if (own) return own;
    }
    // Somebody else is refreshing. The old token serves while it lasts; otherwise wait for the new one.
    if (accepted && tokens.expires_at - Date.now() > leastLife) return ok(tokens);
    if (Date.now() > deadline) return { status: "unavailable" };
    awaited = row.tokens_version;
    row = (await underWay) ? await freshSessionRow(token_hash) : await laterRow(token_hash);
  }
  return { status: "expired" };
}

/** Refreshes of this process that are under way. The lease in the store is for those of other processes. */
const refreshes = new Map<string, Promise<AccessTokenResult | undefined>>();

/** Reads of what another process may have done meanwhile, which everybody here who waits for it shares. */
const laterReads = new Map<string, Promise<sessions.SessionRow | undefined>>();

function laterRow(token_hash: string): Promise<sessions.SessionRow | undefined> {
  const read =
    laterReads.get(token_hash) ??
    sleep(50)
      .then(() => freshSessionRow(token_hash))
      .finally(() => laterReads.delete(token_hash));
  laterReads.set(token_hash, read);
  return read;
}

/** Refreshes, and lets the rest of the process wait for it. Undefined when another process holds the lease. */
function refreshAlone(
  account: Account,
  row: sessions.SessionRow,
  tokens: Tokens,
  accepted: boolean,
): Promise<AccessTokenResult | undefined> {
  const attempt = takeLease(row, Date.now())
    // Without a lease in the store nobody refreshes. The token serves while it lasts.
    .catch((error: unknown) => {
      if (accepted && tokens.expires_at - Date.now() > leastLife) onlyOfStore(error);
      else throw error;
    })
    .then((taken) => (taken ? refresh(account, row, tokens, accepted) : undefined))
    .finally(() => refreshes.delete(row.token_hash));
  refreshes.set(row.token_hash, attempt);
  return attempt;
}

async function refresh(
  account: Account,
  row: sessions.SessionRow,
  tokens: Tokens,
  accepted: boolean,
): Promise<AccessTokenResult> {
  const { token_hash, tokens_version: version } = row;
  const result = tokens.refresh_token
    ? await refreshTokens(account, tokens.refresh_token)
    : ({ status: "expired" } as const);
  if (result.status === "ok") {
    const sealed = sealTokens(result.tokens, token_hash, version + 1);
    const kept = await keepTokens({ token_hash, version, tokens: sealed });
    const current = await freshSessionRow(token_hash);
    // Without a row somebody signed out meanwhile. Tokens of an ended session are not used.
    return kept ? ok(result.tokens) : tokensOf(current);
  }
  const serves = accepted && tokens.expires_at - Date.now() > leastLife;
  if (serves || result.status === "unavailable") {
    // One that the store does not let go ends by itself.
    await sessions.releaseRefreshLease(await database(), { token_hash, version }).catch(onlyOfStore);
    return serves ? ok(tokens) : { status: "unavailable" };
  }
  const current = await freshSessionRow(token_hash);
  // Who held the lease too long may have been refused because another has refreshed in its place.
  if (current && current.tokens_version !== version) return tokensOf(current);
  // The lease is not released before: who waits for it is to see that the session ended, not that nobody refreshes.
  await endAndRecord(token_hash, "auth.session.ended");
  return { status: "expired" };
}

function tokensOf(row: sessions.SessionRow | undefined): AccessTokenResult {
  const tokens = row && openTokens(row);
  return tokens ? ok(tokens) : { status: "expired" };
}

/** Passes over what the store could not do, and nothing else. */
function onlyOfStore(error: unknown): void {
  if (!(error instanceof StoreFailure)) throw error;
}

async function takeLease(row: sessions.SessionRow, now: number): Promise<boolean> {
  const lease = { token_hash: row.token_hash, version: row.tokens_version, now, until: now + leaseTime };
  return sessions.takeRefreshLease(await database(), lease);
}

function ok(tokens: Tokens): AccessTokenResult {
  return { status: "ok", access_token: tokens.access_token };
}

/** Tokens of less than 80 s are refreshed at half their life, or every request would refresh them. */
function refreshAheadOf({ obtained_at, expires_at }: Tokens): number {
  return Math.min(refreshAhead, (expires_at - obtained_at) / 2);
}

function openTokens(row: sessions.SessionRow): Tokens | undefined {
  const context = rowContext(row.token_hash, row.tokens_version);
  const plaintext = unseal(row.tokens, env().secrets, "token-vault", context);
  if (!plaintext) return undefined;
  const { access_token, refresh_token, ...times } = sealedTokensSchema.parse(JSON.parse(plaintext.reveal()));
  return {
    ...times,
    access_token: new Secret(access_token),
    refresh_token: refresh_token === undefined ? undefined : new Secret(refresh_token),
  };
}

function rowContext(token_hash: string, version: number): string {
  return `sessions.tokens/${token_hash}/${version}`;
}
