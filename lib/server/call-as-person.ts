import "server-only";
import { type AccountAnswer, type AccountRequest, NoAnswer } from "@/lib/server/account-client";
import type { Account } from "@/lib/server/configuration";
import { Failure } from "@/lib/server/failure";
import { callGated } from "@/lib/server/retries/gate";
import type { Secret } from "@/lib/server/secret";
import { accessToken } from "@/lib/server/token-vault";
import { failureOfAnswer, failureOfNoAnswer } from "@/lib/server/upstream-failure";

export type UpstreamCall = Omit<AccountRequest, "access_token" | "signal">;
/** Status and milliseconds of the last call, for the log. */
export type Trace = { upstreamStatus?: number; upstreamMs?: number };

/** In whose name Databricks is called. */
export type Person = { account: Account; token_hash: string };
type Options = { signal?: AbortSignal; trace?: Trace };

/**
 * Calls the account API as a person, with a renewed token when Databricks does not take the first one. Resolves with
 * a JSON 2xx only; throws Failure otherwise. A create is not sent a second time.
 */
export async function callAsPerson(
  person: Person,
  call: UpstreamCall,
  { signal, trace = {} }: Options = {},
): Promise<AccountAnswer> {
  const send = async (access_token: Secret): Promise<AccountAnswer> => {
    const startedAt = performance.now();
    try {
      return await callGated(person.account, { ...call, ...(signal ? { signal } : {}), access_token });
    } catch (error) {
      throw error instanceof NoAnswer ? failureOfNoAnswer(error, call.method) : error;
    } finally {
      trace.upstreamMs = Math.round(performance.now() - startedAt);
    }
  };
  const token = await usableToken(person);
  let answer = await send(token);
  if (answer.status === 401) {
    const renewed = await usableToken(person, token);
    if (call.method !== "POST") answer = await send(renewed);
  }
  trace.upstreamStatus = answer.status;
  if (isJsonSuccess(answer)) return answer;
  throw failureOfAnswer(answer, call.method);
}

/** What came of one call: a JSON 2xx, or why not. `bytes` is what arrived of a 2xx, whole or not. */
export type Sent = { failure?: Failure; bytes: Buffer };

/** Sends one call with one token, once. Throws nothing that Databricks or the network can cause. */
export async function sendOnce(account: Account, call: UpstreamCall, access_token: Secret): Promise<Sent> {
  try {
    const answer = await callGated(account, { ...call, access_token });
    if (isJsonSuccess(answer)) return { bytes: answer.body };
    const isSuccess = answer.status >= 200 && answer.status < 300;
    return {
      failure: failureOfAnswer(answer, call.method),
      bytes: isSuccess ? answer.body : Buffer.alloc(0),
    };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { failure: failureOfNoAnswer(error, call.method), bytes: error.received() };
  }
}

/** A token of the person, not the `rejected` one. Throws Failure when there is none. */
export async function usableToken({ account, token_hash }: Person, rejected?: Secret): Promise<Secret> {
  const result = await accessToken(account, token_hash, rejected);
  if (result.status === "ok") return result.access_token;
  if (result.status === "expired") throw new Failure("unauthenticated", "Nothing was changed.");
  throw new Failure("sign-in-unavailable", "Databricks did not renew the access token. Nothing was changed.");
}

function isJsonSuccess({ status, headers }: AccountAnswer): boolean {
  return status >= 200 && status < 300 && /^application\/json\b/i.test(headers["content-type"] ?? "");
}
