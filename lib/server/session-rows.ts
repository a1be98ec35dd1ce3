import "server-only";
import { database } from "@/lib/server/store/database";
import * as sessions from "@/lib/server/store/sessions";

/** Milliseconds a row may be served from memory: how long another process may not notice a sign-out. */
const cacheTime = 5_000;
const cacheSize = 1_000;

type Cached = { row: sessions.SessionRow; until: number };

declare global {
  // Next may load this module once per bundle; a sign-out must empty the one cache everybody reads.
  var latchkeySessionRows: Map<string, Cached> | undefined;
  var latchkeySessionReads: Map<string, Promise<sessions.SessionRow | undefined>> | undefined;
  var latchkeySessionsEnded: number | undefined;
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
  const row = await sessions.findSession(await database(), token_hash, now);
  cache().delete(token_hash);
  // On PostgreSQL the answer may come after the session was ended on another connection.
  const isCurrent = ended === globalThis.latchkeySessionsEnded;
  if (row && isCurrent) cache().set(token_hash, { row, until: now + cacheTime });
  if (cache().size > cacheSize) dropOldest();
  return row;
}

/** Ends a session: in the store first, then in memory, where no read that began before may bring it back. */
export async function endSession(token_hash: string): Promise<void> {
  await sessions.deleteSession(await database(), token_hash);
  globalThis.latchkeySessionsEnded = (globalThis.latchkeySessionsEnded ?? 0) + 1;
  cache().delete(token_hash);
  reads().delete(token_hash);
}

function dropOldest(): void {
  for (const token_hash of cache().keys()) {
    cache().delete(token_hash);
    return;
  }
}
