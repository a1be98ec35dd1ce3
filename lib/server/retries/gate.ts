import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type AccountAnswer,
  type AccountRequest,
  callAccountApi,
  NoAnswer,
} from "@/lib/server/account-client";
import type { Account } from "@/lib/server/configuration";
import { CircuitBreaker } from "@/lib/server/retries/circuit-breaker";
import { TokenBucket } from "@/lib/server/retries/token-bucket";

type Gates = { breakers: Map<string, CircuitBreaker>; buckets: Map<string, TokenBucket> };

declare global {
  // Next may load this module once per bundle; all sessions of the process share these.
  var latchkeyGates: Gates | undefined;
}

/**
 * Calls the account API, spared what can be spared: changes of one account are spread to ten a second, and a host that
 * cannot be reached is left alone for a while. Reads are not spread, because a list of many pages is followed at once.
 * Throws NoAnswer as `callAccountApi` does; not sent while the breaker of the host is open.
 */
export async function callGated(account: Account, request: AccountRequest): Promise<AccountAnswer> {
  globalThis.latchkeyGates ??= { breakers: new Map(), buckets: new Map() };
  const { breakers, buckets } = globalThis.latchkeyGates;
  const breaker = entry(breakers, account.host, () => new CircuitBreaker());
  if (request.method !== "GET") {
    const wait = entry(buckets, account.account_id, () => new TokenBucket()).take(performance.now());
    if (wait > 0) await sleep(wait);
  }
  if (!breaker.admits(performance.now())) throw new NoAnswer("unreachable", false);
  try {
    const answer = await callAccountApi(account, request);
    breaker.note(true, performance.now());
    return answer;
  } catch (error) {
    const reached = !(error instanceof NoAnswer) || error.sent;
    breaker.note(reached, performance.now());
    throw error;
  }
}

/** Since when no call has reached this host, in milliseconds since the epoch. Undefined when the last one has. */
export function failingSince(host: string): number | undefined {
  const since = globalThis.latchkeyGates?.breakers.get(host)?.failingSince;
  return since === undefined ? undefined : Math.round(Date.now() - (performance.now() - since));
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
