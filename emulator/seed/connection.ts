import { createHash } from "node:crypto";
import { z } from "zod";
import type { CustomAppIntegration, TokenAccessPolicy } from "../account";
import { DEFAULT_ACCESS_TOKEN_TTL_MINUTES, DEFAULT_REFRESH_TOKEN_TTL_MINUTES } from "../assumptions";

/** What a seed says about a connection; the rest follows from the account and the position. */
export type ConnectionSeed = {
  name: string;
  redirect_urls: readonly string[];
  scopes: readonly string[];
  user_authorized_scopes?: readonly string[] | undefined;
  confidential: boolean;
  token_access_policy?: PolicySeed | undefined;
  created_days_ago: number;
  created_by: Creator;
};

export type PolicySeed = { [Member in keyof TokenAccessPolicy]?: TokenAccessPolicy[Member] | undefined };

/** What the control endpoint takes; not held to the vendor's bounds. */
export const policySeedSchema = z.strictObject({
  access_token_ttl_in_minutes: z.int().optional(),
  refresh_token_ttl_in_minutes: z.int().optional(),
  enable_single_use_refresh_tokens: z.boolean().optional(),
  absolute_session_lifetime_in_minutes: z.int().optional(),
});

export type Creator = { id: bigint; user_name: string };

export const DAY_MS = 86_400_000;

/** Ids and secrets are derived, not drawn, so that a restart or a reset shows the same ones. */
const derivedHex = (...parts: readonly (string | number)[]): string =>
  createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);

export const derivedUuid = (...parts: readonly (string | number)[]): string => {
  const hex = derivedHex(...parts);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};

export const derivedSecret = (...parts: readonly (string | number)[]): string =>
  `dose${derivedHex(...parts)}`;

export const seededIntegration = (
  accountId: string,
  index: number,
  seed: ConnectionSeed,
): Omit<CustomAppIntegration, "position"> => ({
  integration_id: derivedUuid(accountId, "integration", index),
  client_id: derivedUuid(accountId, "client", index),
  client_secret: seed.confidential ? derivedSecret(accountId, "secret", index) : undefined,
  name: seed.name,
  confidential: seed.confidential,
  is_agent: false,
  redirect_urls: seed.redirect_urls,
  scopes: seed.scopes,
  user_authorized_scopes: seed.user_authorized_scopes ?? [],
  token_access_policy: policyFrom(seed.token_access_policy ?? {}),
  created_by: seed.created_by.id,
  creator_username: seed.created_by.user_name,
  created_at: Date.now() - Math.round(seed.created_days_ago * DAY_MS),
  // Half of the ids lie above 2^53, where two neighbours look the same to a reader that uses doubles.
  principal_id:
    (index % 2 === 0 ? 9_007_199_254_740_992n : 4_000_000_000_000_000n) + BigInt(index) * 1_000_003n + 1n,
});

export const policyFrom = (seed: PolicySeed): TokenAccessPolicy => ({
  access_token_ttl_in_minutes: seed.access_token_ttl_in_minutes ?? DEFAULT_ACCESS_TOKEN_TTL_MINUTES,
  refresh_token_ttl_in_minutes: seed.refresh_token_ttl_in_minutes ?? DEFAULT_REFRESH_TOKEN_TTL_MINUTES,
  enable_single_use_refresh_tokens: seed.enable_single_use_refresh_tokens ?? false,
  absolute_session_lifetime_in_minutes: seed.absolute_session_lifetime_in_minutes,
  access_token_ttl_in_seconds: seed.access_token_ttl_in_seconds,
});
