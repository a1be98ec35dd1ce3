import type { EditValues, UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { withoutBlanks } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { policyInputOf, type TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";

/** The editable part of a connection as its form starts with. */
export function editValuesOf(connection: CustomAppIntegration): EditValues {
  const { redirect_urls, scopes, user_authorized_scopes } = connection;
  return {
    redirect_urls: [...redirect_urls],
    scopes: [...scopes],
    user_authorized_scopes: [...user_authorized_scopes],
    token_access_policy: policyInputOf(connection.token_access_policy),
  };
}

/**
 * What an update has to send: only fields that differ, lists whole, the policy whole. Order counts, because
 * upstream keeps it. A removed scope leaves the consent scopes too, or upstream refuses the update. A policy can
 * be set and changed, never unset: the API knows no way to.
 */
export function changesBetween(base: EditValues, values: EditValues): UpdateRequest {
  const redirect_urls = withoutBlanks(values.redirect_urls);
  const consent = values.user_authorized_scopes.filter((scope) => values.scopes.includes(scope));
  const policy = values.token_access_policy;
  return {
    ...(sameList(base.redirect_urls, redirect_urls) ? {} : { redirect_urls }),
    ...(sameList(base.scopes, values.scopes) ? {} : { scopes: values.scopes }),
    ...(sameList(base.user_authorized_scopes, consent) ? {} : { user_authorized_scopes: consent }),
    ...(policy && !samePolicy(base.token_access_policy, policy) ? { token_access_policy: policy } : {}),
  };
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function samePolicy(a: TokenAccessPolicyInput | null | undefined, b: TokenAccessPolicyInput): boolean {
  return (
    !!a &&
    Object.is(a.access_token_ttl_in_minutes, b.access_token_ttl_in_minutes) &&
    Object.is(a.refresh_token_ttl_in_minutes, b.refresh_token_ttl_in_minutes) &&
    a.enable_single_use_refresh_tokens === b.enable_single_use_refresh_tokens &&
    Object.is(a.absolute_session_lifetime_in_minutes, b.absolute_session_lifetime_in_minutes)
  );
}
