import fc from "fast-check";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";

export const urls = ["a", "b", "c", "d", "e"].map((host) => `https://${host}.example.com/cb`);
export const scopes = ["sql", "all-apis", "offline_access", "openid", "iam:read"];

const minutes = fc.constantFrom(60, 90, 120);

export const anyPolicy: fc.Arbitrary<EditValues["token_access_policy"]> = fc
  .record({
    access_token_ttl_in_minutes: minutes,
    refresh_token_ttl_in_minutes: fc.constantFrom(1440, 10080),
    enable_single_use_refresh_tokens: fc.boolean(),
    absolute: fc.option(fc.constantFrom(20160, 43200), { nil: undefined }),
  })
  .map(({ absolute, ...policy }) => ({
    ...policy,
    ...(policy.enable_single_use_refresh_tokens && absolute !== undefined
      ? { absolute_session_lifetime_in_minutes: absolute }
      : {}),
  }));

/** Any values the form could hold: at least one scope, and consent scopes among the scopes. */
export const anyValues: fc.Arbitrary<EditValues> = fc
  .record({
    redirect_urls: fc.uniqueArray(fc.constantFrom(...urls), { maxLength: 5 }),
    scopes: fc.uniqueArray(fc.constantFrom(...scopes), { minLength: 1, maxLength: 5 }),
    consented: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    token_access_policy: fc.option(anyPolicy, { nil: null, freq: 4 }),
  })
  .map(({ consented, ...values }) => ({
    ...values,
    user_authorized_scopes: values.scopes.filter((_scope, index) => consented[index]),
  }));

/** A state and two that came of it. A policy can be set and changed, never unset. */
export const anyHistory: fc.Arbitrary<[base: EditValues, mine: EditValues, theirs: EditValues]> = fc
  .tuple(anyValues, anyValues, anyValues)
  .map(([base, mine, theirs]) => {
    const after = (values: EditValues) => ({
      ...values,
      token_access_policy: values.token_access_policy ?? base.token_access_policy,
    });
    return [base, after(mine), after(theirs)];
  });
