import "server-only";

/**
 * One text for one JSON value: members in the order of their names' UTF-16 units, no white space (RFC 8785). What
 * JSON does not know, such as members that are undefined, is left out as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
