import type { Editable } from "@/lib/connection-changes";

/**
 * The version of a connection's editable part: the SHA-256, in hex, of its canonical JSON. Upstream has no versions;
 * browser and server both make this one from what they read, and the same state gives the same version. Members that
 * cannot be edited here do not count, nor does an absolute lifetime echoed while single-use tokens are off. Order in
 * lists counts, because upstream keeps it.
 */
export async function editableVersion(connection: Editable): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(editablePart(connection)));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An `If-Match` header's value for a version: a strong entity tag (RFC 9110 §8.8.3). */
export const entityTag = (version: string): string => `"${version}"`;

/** The version an `If-Match` header names; undefined when it is missing or names none, as `*` does. */
export function versionOfTag(header: string | null): string | undefined {
  return /^"([0-9a-f]{64})"$/.exec(header?.trim() ?? "")?.[1];
}

function editablePart({
  redirect_urls,
  scopes,
  user_authorized_scopes,
  token_access_policy: policy,
}: Editable): Json {
  const single = policy?.enable_single_use_refresh_tokens ?? false;
  return {
    redirect_urls,
    scopes,
    user_authorized_scopes,
    token_access_policy: policy
      ? {
          access_token_ttl_in_minutes: policy.access_token_ttl_in_minutes ?? null,
          refresh_token_ttl_in_minutes: policy.refresh_token_ttl_in_minutes ?? null,
          enable_single_use_refresh_tokens: single,
          absolute_session_lifetime_in_minutes: single
            ? (policy.absolute_session_lifetime_in_minutes ?? null)
            : null,
        }
      : null,
  };
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** JSON with members in the order of their names and no space between tokens. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
