import type { TokenAccessPolicy } from "../account";

export const accessTokenSeconds = (policy: TokenAccessPolicy): number =>
  policy.access_token_ttl_in_seconds ?? policy.access_token_ttl_in_minutes * 60;

/**
 * With single-use on, every rotation starts a new refresh lifetime, but the chain as a whole ends when the absolute
 * lifetime, counted from the sign-in, is over.
 */
export const refreshTokenSeconds = (policy: TokenAccessPolicy, signedInAt: number): number => {
  const own = policy.refresh_token_ttl_in_minutes * 60;
  const absolute = policy.absolute_session_lifetime_in_minutes;
  if (!policy.enable_single_use_refresh_tokens || absolute === undefined) return own;
  const left = signedInAt + absolute * 60 - Math.floor(Date.now() / 1000);
  return Math.max(1, Math.min(own, left));
};
