import "server-only";
import { database } from "@/lib/server/store/database";
import { postpone } from "@/lib/server/store/postponed";
import * as sessions from "@/lib/server/store/sessions";
import { StoreFailure } from "@/lib/server/store/store-failure";

/** Milliseconds a row may be served from memory: how long another process may not notice a sign-out. */
const cacheTime = 5_000;
const cacheSize = 1_000;

type Cached = { row: sessions.SessionRow; until: number };

declare global {
  // Next may load this module once per bundle; a sign-out must empty the one cache everybody reads.
  var latchkeySessionRows: Map<string, Cached> | undefined;
  var latchkeySessionReads: Map<string, Promise<sessions.SessionRow | undefined>> | undefined;
  var latchkeySessionsEnded: number | undefined;
  var latchkeyEndedSessions: Set<string> | undefined;
  var latchkeyRenewals: Map<string, { version: number; tokens: string }> | undefined;
}

const cache = (): Map<string, Cached> => {
  globalThis.latchkeySessionRows ??= new Map();
  return globalThis.latchkeySessionRows;
};

/** Reads that are under way, for those who ask meanwhile. */
const reads = (): Map<string, Promise<sessions.SessionRow | undefined>> => {
  globalThis.latchkeySessionReads ??= new Map();
  return globalThis.latchkeySessionReads;
};

/** Sessions that were ended while the store could not be told. */
const endedHere = (): Set<string> => {
  globalThis.latchkeyEndedSessions ??= new Set();
  return globalThis.latchkeyEndedSessions;
};

/** Tokens that were renewed while the store could not be told, and the version they come after. */
const renewals = (): Map<string, { version: number; tokens: string }> => {
  globalThis.latchkeyRenewals ??= new Map();
  return globalThis.latchkeyRenewals;
};

/** The unexpired session row with this hash: from memory when it was read in the last 5 s, else from the store. */
export async function cachedSessionRow(token_hash: string): Promise<sessions.SessionRow | undefined> {
  const now = Date.now();
  const cached = cache().get(token_hash);
  if (cached && cached.until > now && cached.row.expires_at > now) return cached.row;
  const underWay = reads().get(token_hash);
  if (underWay) return underWay;
  const read = freshSessionRow(token_hash).finally(() => {
    if (reads().get(token_hash) === read) reads().delete(token_hash);
  });
  reads().set(token_hash, read);
  return read;
}

/** The unexpired session row with this hash, from the store. */
export async function freshSessionRow(token_hash: string): Promise<sessions.SessionRow | undefined> {
  const now = Date.now();
  const ended = globalThis.latchkeySessionsEnded;
  const row = withRenewedTokens(await sessions.findSession(await database(), token_hash, now));
  cache().delete(token_hash);
  if (endedHere().has(token_hash)) return undefined;
  // On PostgreSQL the answer may come after the session was ended on another connection.
  const isCurrent = ended === globalThis.latchkeySessionsEnded;
  if (row && isCurrent) cache().set(token_hash, { row, until: now + cacheTime });
  if (cache().size > cacheSize) dropOldest();
  return row;
}

/**
 * Ends a session: in the store first, then in memory, where no read that began before may bring it back. When the store
 * cannot, it is ended for this process at once, and in the store once that works again.
 */
export async function endSession(token_hash: string): Promise<void> {
  const end = async () => {
    await sessions.deleteSession(await database(), token_hash);
    endedHere().delete(token_hash);
  };
  try {
    await end();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    if (postpone(`end of session ${token_hash}`, end)) endedHere().add(token_hash);
  }
  globalThis.latchkeySessionsEnded = (globalThis.latchkeySessionsEnded ?? 0) + 1;
  cache().delete(token_hash);
  reads().delete(token_hash);
}

/**
 * Stores renewed tokens as the next version; in memory while the store cannot take them, because the ones before may not
 * be used again. False when somebody else has stored theirs.
 */
export async function keepTokens(renewed: {
  token_hash: string;
  version: number;
  tokens: string;
}): Promise<boolean> {
  const { token_hash } = renewed;
  const keep = async () => {
    const kept = await sessions.replaceTokens(await database(), renewed);
    renewals().delete(token_hash);
    return kept;
  };
  try {
    return await keep();
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    if (postpone(`tokens ${token_hash}`, keep)) renewals().set(token_hash, renewed);
    return true;
  }
}

function withRenewedTokens(row: sessions.SessionRow | undefined): sessions.SessionRow | undefined {
  const renewed = row && renewals().get(row.token_hash);
  if (!renewed || renewed.version !== row.tokens_version) return row;
  return { ...row, tokens: renewed.tokens, tokens_version: renewed.version + 1, refreshing_until: null };
}

function dropOldest(): void {
  for (const token_hash of cache().keys()) {
    cache().delete(token_hash);
    return;
  }
}
