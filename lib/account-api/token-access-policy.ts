import { z } from "@/lib/zod";

/** `token_access_policy` as upstream answers it. */
export const tokenAccessPolicySchema = z.looseObject({
  access_token_ttl_in_minutes: z.int().optional(),
  refresh_token_ttl_in_minutes: z.int().optional(),
  enable_single_use_refresh_tokens: z.boolean().optional(),
  absolute_session_lifetime_in_minutes: z.int().optional(),
});

export type TokenAccessPolicy = z.infer<typeof tokenAccessPolicySchema>;

/** Minutes. The bounds of the account API's reference; the absolute lifetime's own bounds are not documented. */
export const ttlBounds = {
  access_token_ttl_in_minutes: { min: 5, max: 1440 },
  refresh_token_ttl_in_minutes: { min: 5, max: 129600 },
  absolute_session_lifetime_in_minutes: { min: 5, max: 525600 },
} as const;

/** What Databricks' own screen starts a connection with. */
export const defaultTokenAccessPolicy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 10080,
  enable_single_use_refresh_tokens: false,
} satisfies TokenAccessPolicy;

/** Unlike `z.int()`, a failure does not keep zod from the checks that look at several fields (`abort`). */
function minutes(field: keyof typeof ttlBounds, range: string) {
  const { min, max } = ttlBounds[field];
  return z.custom<number>(
    (value) => typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
    { error: `Enter a whole number of minutes in the allowed range: ${range}.`, abort: false },
  );
}

/** The whole policy as it is sent: upstream's answer to a partial one is not documented. */
export const tokenAccessPolicyInputSchema = z
  .object({
    access_token_ttl_in_minutes: minutes("access_token_ttl_in_minutes", "5 minutes to 24 hours"),
    refresh_token_ttl_in_minutes: minutes("refresh_token_ttl_in_minutes", "5 minutes to 90 days"),
    enable_single_use_refresh_tokens: z.boolean(),
    absolute_session_lifetime_in_minutes: minutes(
      "absolute_session_lifetime_in_minutes",
      "5 minutes to 365 days",
    ).optional(),
  })
  .check((context) => {
    const policy = context.value;
    // `continue` lets the checks of the form around the policy run too, so that all errors show at once.
    const report = (field: keyof TokenAccessPolicyInput, message: string) =>
      context.issues.push({ code: "custom", path: [field], message, input: policy, continue: true });
    const absolute = policy.absolute_session_lifetime_in_minutes;
    if (policy.refresh_token_ttl_in_minutes < policy.access_token_ttl_in_minutes)
      report(
        "refresh_token_ttl_in_minutes",
        "Must not be shorter than the access token lifetime. Databricks refuses it.",
      );
    if (absolute === undefined) return;
    if (!policy.enable_single_use_refresh_tokens)
      report(
        "absolute_session_lifetime_in_minutes",
        "Only works with single-use refresh tokens. Turn them on or leave this empty.",
      );
    else if (absolute < policy.refresh_token_ttl_in_minutes)
      report(
        "absolute_session_lifetime_in_minutes",
        "Must not be shorter than the refresh token lifetime, or the refresh token outlives the session.",
      );
  });

export type TokenAccessPolicyInput = z.infer<typeof tokenAccessPolicyInputSchema>;

/** A policy as it is sent. Null without one; gaps are filled with what Databricks' own screen would fill in. */
export function policyInputOf(policy: TokenAccessPolicy | undefined): TokenAccessPolicyInput | null {
  if (!policy) return null;
  const single = policy.enable_single_use_refresh_tokens ?? false;
  const absolute = policy.absolute_session_lifetime_in_minutes;
  return {
    access_token_ttl_in_minutes:
      policy.access_token_ttl_in_minutes ?? defaultTokenAccessPolicy.access_token_ttl_in_minutes,
    refresh_token_ttl_in_minutes:
      policy.refresh_token_ttl_in_minutes ?? defaultTokenAccessPolicy.refresh_token_ttl_in_minutes,
    enable_single_use_refresh_tokens: single,
    // Upstream may echo a computed value while single-use is off, and refuses it when it is sent back.
    ...(single && absolute !== undefined ? { absolute_session_lifetime_in_minutes: absolute } : {}),
  };
}
