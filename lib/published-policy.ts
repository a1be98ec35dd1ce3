import {
  defaultTokenAccessPolicy,
  type TokenAccessPolicy,
  type TokenAccessPolicyInput,
} from "@/lib/account-api/token-access-policy";

/** The policy an integration has, whole, with the usual values where upstream names none. */
export function policyInput(policy: TokenAccessPolicy | undefined): TokenAccessPolicyInput {
  const single = policy?.enable_single_use_refresh_tokens ?? false;
  const absolute = policy?.absolute_session_lifetime_in_minutes;
  return {
    access_token_ttl_in_minutes:
      policy?.access_token_ttl_in_minutes ?? defaultTokenAccessPolicy.access_token_ttl_in_minutes,
    refresh_token_ttl_in_minutes:
      policy?.refresh_token_ttl_in_minutes ?? defaultTokenAccessPolicy.refresh_token_ttl_in_minutes,
    enable_single_use_refresh_tokens: single,
    // Upstream may echo a computed value while single-use is off, and refuses it when it is sent back.
    ...(single && absolute !== undefined ? { absolute_session_lifetime_in_minutes: absolute } : {}),
  };
}
