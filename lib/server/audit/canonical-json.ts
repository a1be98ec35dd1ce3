import "server-only";

/**
 * JSON in the one form of RFC 8785: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Members that are undefined are left out. Throws TypeError for what JSON cannot carry
 * exactly: a number that is not finite, a lone surrogate, anything but plain data.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") {
    if (/\p{Cs}/u.test(value)) throw new TypeError("A lone surrogate has no form in UTF-8.");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("JSON has no such number.");
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`JSON has no ${typeof value}.`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The default order of strings is that of their code units, which is what the RFC asks for.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
