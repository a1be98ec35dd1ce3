import type { EditValues, UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { withoutBlanks } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { policyInputOf, type TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";

/** What can be edited: a custom connection, or a published app, of which only the policy can be changed. */
export type Editable = Pick<
  CustomAppIntegration,
  "integration_id" | "name" | "redirect_urls" | "scopes" | "user_authorized_scopes" | "token_access_policy"
>;

/** The editable part of a connection as its form starts with. */
export function editValuesOf(connection: Editable): EditValues {
  const { redirect_urls, scopes, user_authorized_scopes } = connection;
  return {
    redirect_urls: [...redirect_urls],
    scopes: [...scopes],
    user_authorized_scopes: [...user_authorized_scopes],
    token_access_policy: policyInputOf(connection.token_access_policy),
  };
}

/** A connection with another editable part. */
export function withEditValues<Of extends Editable>(
  connection: Of,
  { token_access_policy, ...lists }: EditValues,
): Of {
  return { ...connection, ...lists, token_access_policy: token_access_policy ?? undefined };
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

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Null is Databricks' default. */
type Policy = TokenAccessPolicyInput | null | undefined;

export function samePolicy(a: Policy, b: Policy): boolean {
  if (!a || !b) return !a && !b;
  return (
    Object.is(a.access_token_ttl_in_minutes, b.access_token_ttl_in_minutes) &&
    Object.is(a.refresh_token_ttl_in_minutes, b.refresh_token_ttl_in_minutes) &&
    a.enable_single_use_refresh_tokens === b.enable_single_use_refresh_tokens &&
    Object.is(a.absolute_session_lifetime_in_minutes, b.absolute_session_lifetime_in_minutes)
  );
}

/** The fields of an update that `connection`, read back after it, does not hold as they were sent. */
export function notHeld(sent: UpdateRequest, connection: Editable): (keyof UpdateRequest)[] {
  const held = editValuesOf(connection);
  const lists = ["redirect_urls", "scopes", "user_authorized_scopes"] as const;
  const policy = sent.token_access_policy;
  return [
    ...lists.filter((field) => !sameList(sent[field] ?? held[field], held[field])),
    ...(policy && !samePolicySent(policy, held.token_access_policy) ? ["token_access_policy" as const] : []),
  ];
}

/** Upstream fills in an absolute lifetime where single-use tokens are on and none was sent. */
function samePolicySent(sent: TokenAccessPolicyInput, held: Policy): boolean {
  return samePolicy({ ...held, ...sent }, held);
}
