import { z } from "zod";
import type { TokenAccessPolicy } from "./account";
import {
  ABSOLUTE_SESSION_LIFETIME_MINUTES,
  ACCESS_TOKEN_TTL_MINUTES,
  DEFAULT_ABSOLUTE_SESSION_LIFETIME_MINUTES,
  DEFAULT_ACCESS_TOKEN_TTL_MINUTES,
  DEFAULT_REFRESH_TOKEN_TTL_MINUTES,
  REFRESH_TOKEN_TTL_MINUTES,
} from "./assumptions";

const minutes = ({ min, max }: { min: number; max: number }) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

/** `token_access_policy`, the same for custom and for published apps. */
export const tokenPolicySchema = z
  .strictObject({
    access_token_ttl_in_minutes: minutes(ACCESS_TOKEN_TTL_MINUTES).default(DEFAULT_ACCESS_TOKEN_TTL_MINUTES),
    refresh_token_ttl_in_minutes: minutes(REFRESH_TOKEN_TTL_MINUTES).default(
      DEFAULT_REFRESH_TOKEN_TTL_MINUTES,
    ),
    enable_single_use_refresh_tokens: z.boolean().default(false),
    absolute_session_lifetime_in_minutes: minutes(ABSOLUTE_SESSION_LIFETIME_MINUTES).optional(),
  })
  .superRefine((given, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const absolute = given.absolute_session_lifetime_in_minutes;
    if (given.refresh_token_ttl_in_minutes < given.access_token_ttl_in_minutes) {
      refuse("refresh_token_ttl_in_minutes", "must not be lower than access_token_ttl_in_minutes");
    }
    if (absolute === undefined) return;
    if (!given.enable_single_use_refresh_tokens) {
      refuse("absolute_session_lifetime_in_minutes", "is only allowed with enable_single_use_refresh_tokens");
    } else if (absolute < given.refresh_token_ttl_in_minutes) {
      refuse("absolute_session_lifetime_in_minutes", "must not be lower than refresh_token_ttl_in_minutes");
    }
  })
  .transform(withAbsoluteLifetime);

/** As proto JSON shows it; the seconds of the control endpoint are nobody's business. */
export const policyWireForm = (policy: TokenAccessPolicy) => ({
  access_token_ttl_in_minutes: policy.access_token_ttl_in_minutes,
  refresh_token_ttl_in_minutes: policy.refresh_token_ttl_in_minutes,
  enable_single_use_refresh_tokens: policy.enable_single_use_refresh_tokens || undefined,
  absolute_session_lifetime_in_minutes: policy.absolute_session_lifetime_in_minutes,
});

function withAbsoluteLifetime(given: TokenAccessPolicy): TokenAccessPolicy {
  if (!given.enable_single_use_refresh_tokens || given.absolute_session_lifetime_in_minutes !== undefined)
    return given;
  const filled = Math.max(DEFAULT_ABSOLUTE_SESSION_LIFETIME_MINUTES, given.refresh_token_ttl_in_minutes);
  return { ...given, absolute_session_lifetime_in_minutes: filled };
}
