import "server-only";
import { request } from "undici";
import { parseJson } from "@/lib/json";
import type { Account } from "@/lib/server/configuration";
import { Secret } from "@/lib/server/secret";
import { readCapped, upstreamAgent } from "@/lib/server/upstream-agent";
import { z } from "@/lib/zod";

/** Tokens of one session. Times are milliseconds since the epoch. */
export type Tokens = {
  access_token: Secret;
  refresh_token: Secret | undefined;
  obtained_at: number;
  expires_at: number;
};

export type RefreshResult =
  | { status: "ok"; tokens: Tokens }
  /** The provider refused the refresh token: sign in again. */
  | { status: "expired" }
  /** The provider could not be asked or had trouble: the session stays. */
  | { status: "unavailable" };

export const tokenAnswerSchema = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  // A numeric string is accepted because Databricks' own SDK accepts one.
  expires_in: z.coerce.number().positive(),
});

const refusalSchema = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** RFC 6749 §5.2 errors by which the provider says that this grant is over. Others may be passing. */
const finalErrors = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "access_denied"]);

/** Asks for new tokens (RFC 6749 §6). Client credentials go into the body, as Databricks' own clients do. */
export async function refreshTokens(account: Account, refresh_token: Secret): Promise<RefreshResult> {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: refresh_token.reveal(),
    client_id: account.client_id,
    ...(account.client_secret ? { client_secret: account.client_secret.reveal() } : {}),
  });
  const sentAt = Date.now();
  let status: number;
  let body: unknown;
  try {
    const response = await request(`${issuer(account)}/v1/token`, {
      dispatcher: upstreamAgent(),
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form.toString(),
      signal: AbortSignal.timeout(15_000),
    });
    status = response.statusCode;
    body = parseJson((await readCapped(response.body)).toString("utf8"));
  } catch {
    return { status: "unavailable" };
  }
  if (status === 200) return granted(body, refresh_token, sentAt);
  return isFinal(status, body) ? { status: "expired" } : { status: "unavailable" };
}

function granted(body: unknown, previous: Secret, sentAt: number): RefreshResult {
  const answer = tokenAnswerSchema.safeParse(body);
  if (!answer.success) return { status: "unavailable" };
  const { access_token, refresh_token, expires_in } = answer.data;
  return {
    status: "ok",
    tokens: {
      access_token: new Secret(access_token),
      // Without rotation the answer may leave the refresh token out; the old one stays valid then.
      refresh_token: refresh_token === undefined ? previous : new Secret(refresh_token),
      obtained_at: sentAt,
      expires_at: sentAt + expires_in * 1000,
    },
  };
}

function isFinal(status: number, body: unknown): boolean {
  if (status < 400 || status >= 500) return false;
  const refusal = refusalSchema.safeParse(body);
  if (!refusal.success) return false;
  // Live answers carry this description with either invalid_grant or invalid_request.
  return finalErrors.has(refusal.data.error) || refusal.data.error_description === "Refresh token is invalid";
}

/** The issuer of an account's tokens. Official clients use this path without discovery. */
export function issuer(account: Account): string {
  return `${account.host}/oidc/accounts/${encodeURIComponent(account.account_id)}`;
}
