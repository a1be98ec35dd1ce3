import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { changesBetween } from "@/lib/connection-changes";
import { formatMinutes } from "@/lib/duration";
import { isReordered } from "@/lib/merge/merge-lists";

type ListName = Exclude<keyof EditValues, "token_access_policy">;

/** A list before and after. `unchanged` counts what stays and is sent along. */
export type ListChange = {
  field: ListName;
  before: readonly string[];
  after: readonly string[];
  added: string[];
  removed: string[];
  unchanged: number;
  /** The items that stay stand in another order. */
  reordered: boolean;
  /** Nothing but the order differs. */
  orderOnly: boolean;
};

/** The token policy before and after, line by line; only lines that differ. */
export type PolicyChange = {
  field: "token_access_policy";
  lines: { label: string; before: string; after: string }[];
};

export type FieldChange = ListChange | PolicyChange;

/** What saving `values` over `base` changes, by field in the order of the form. Empty when nothing is sent. */
export function describeChanges(base: EditValues, values: EditValues): FieldChange[] {
  const sent = changesBetween(base, values);
  const list = (field: ListName): ListChange[] => {
    const after = sent[field];
    return after ? [listChange(field, base[field], after)] : [];
  };
  return [
    ...list("redirect_urls"),
    ...list("scopes"),
    ...list("user_authorized_scopes"),
    ...(sent.token_access_policy ? [policyChange(base.token_access_policy, sent.token_access_policy)] : []),
  ];
}

function listChange(field: ListName, before: readonly string[], after: readonly string[]): ListChange {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  const reordered = isReordered(before, after);
  return {
    field,
    before,
    after,
    added,
    removed,
    unchanged: after.length - added.length,
    reordered,
    orderOnly: reordered && added.length === 0 && removed.length === 0,
  };
}

/** A token policy in words, in the order of the form. */
export function policyLines(policy: EditValues["token_access_policy"]): { label: string; value: string }[] {
  const absolute = policy?.absolute_session_lifetime_in_minutes;
  const values = policy
    ? [
        formatMinutes(policy.access_token_ttl_in_minutes),
        formatMinutes(policy.refresh_token_ttl_in_minutes),
        policy.enable_single_use_refresh_tokens ? "on" : "off",
        absolute === undefined ? "not set" : formatMinutes(absolute),
      ]
    : [];
  return ["Access token", "Refresh token", "Single-use refresh tokens", "Absolute session"].map(
    (label, index) => ({ label, value: values[index] ?? "Databricks’ default" }),
  );
}

function policyChange(
  before: EditValues["token_access_policy"],
  after: TokenAccessPolicyInput,
): PolicyChange {
  const afterLines = policyLines(after);
  return {
    field: "token_access_policy",
    lines: policyLines(before).flatMap(({ label, value }, index) => {
      const next = afterLines[index]?.value ?? "";
      return next === value ? [] : [{ label, before: value, after: next }];
    }),
  };
}
