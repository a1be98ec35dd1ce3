import { type AddressUse, parseIpv4 } from "./ipv4";

/** Eight 16-bit groups from the text between the brackets, without a zone (RFC 4291 section 2.2). */
export function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves;
  if (tail === undefined) {
    const groups = parseGroups(head ?? "", true);
    return groups?.length === 8 ? groups : undefined;
  }
  const before = parseGroups(head ?? "", false);
  const after = parseGroups(tail, true);
  if (!before || !after || before.length + after.length > 7) return undefined;
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after];
}

/** The one spelling browsers use (RFC 5952 section 4, without dotted decimals). */
export function formatIpv6(groups: readonly number[]): string {
  const [start, length] = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

/** Sorts an address; "wrapped" is one that only carries an IPv4 address (mapped, compatible, NAT64). */
export function ipv6Use(groups: readonly number[]): AddressUse | "wrapped" {
  const text = formatIpv6(groups);
  if (text === "::") return "unspecified";
  if (text === "::1") return "loopback";
  if (text === "fd00:ec2::254") return "metadata";
  const high = groups.slice(0, 6).map((group) => group.toString(16));
  if (["0:0:0:0:0:ffff", "0:0:0:0:0:0", "64:ff9b:0:0:0:0"].includes(high.join(":"))) return "wrapped";
  const [first = 0] = groups;
  // fc00::/7 unique local, fe80::/10 link-local, fec0::/10 the deprecated site-local.
  return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 ? "private" : "public";
}

function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const octets = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (octets) {
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function longestZeroRun(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best[1]) best = [start, index + 1 - start];
  }
  return best;
}
