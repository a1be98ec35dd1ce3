import "server-only";
import type { CreateRequest, UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import type { TokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import type { Editable } from "@/lib/connection-changes";
import type { AuditEntry } from "@/lib/server/audit/audit-record";

type Diff = NonNullable<AuditEntry["diff"]>;
type AuditedPath = Diff[number]["path"];
type Value = NonNullable<Diff[number]["before"]>;

/** As created, or as it was: without what only upstream sets. */
type Configuration = Partial<Omit<CreateRequest, "token_access_policy">> & {
  token_access_policy?: TokenAccessPolicy | undefined;
};

const lists = ["redirect_urls", "scopes", "user_authorized_scopes"] as const;
const lifetimes = [
  "access_token_ttl_in_minutes",
  "refresh_token_ttl_in_minutes",
  "enable_single_use_refresh_tokens",
  "absolute_session_lifetime_in_minutes",
] as const;

/** The whole configuration of a connection that comes or goes, as changes from nothing or to nothing. */
export function configurationDiff(is: "created" | "deleted", connection: Configuration): Diff {
  const { token_access_policy: policy } = connection;
  const values: { path: AuditedPath; value: Value | undefined }[] = [
    ...(["name", "confidential", ...lists] as const).map((path) => ({ path, value: connection[path] })),
    ...lifetimes.map((field) => ({
      path: `token_access_policy.${field}` as const,
      value: policy?.[field],
    })),
  ];
  return values.flatMap(({ path, value }) => {
    if (value === undefined) return [];
    return [is === "created" ? { path, before: null, after: value } : { path, before: value, after: null }];
  });
}

/** What an update changes of a connection, field by field. A field that is not sent, or is sent as it was, is no change. */
export function auditDiff(current: Editable, sent: UpdateRequest): Diff {
  const { token_access_policy: policy } = sent;
  const changes: Diff = [
    ...lists.flatMap((path) => {
      const after = sent[path];
      return after ? [{ path, before: current[path], after }] : [];
    }),
    ...lifetimes.flatMap((field) => {
      const before = current.token_access_policy?.[field] ?? null;
      const after = policy?.[field] ?? null;
      return policy ? [{ path: `token_access_policy.${field}` as const, before, after }] : [];
    }),
  ];
  return changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}
