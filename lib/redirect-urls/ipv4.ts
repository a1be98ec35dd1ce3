/** What an IPv4 address is good for, as far as a redirect URL is concerned. */
export type AddressUse = "loopback" | "loopback-unusual" | "private" | "unspecified" | "metadata" | "public";

/** Four octets from plain dotted-decimal notation without leading zeros (RFC 3986 section 3.2.2). */
export function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet < 256) ? octets : undefined;
}

/** Whether browsers take a name for an IPv4 address: its last label is a decimal, octal or hex number. */
export function looksLikeIpv4(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return /^(?:\d+|0x[0-9a-f]*)$/i.test(last);
}

/** Plain notation of the address that browsers read in an unusual spelling, if they accept it. */
export function plainIpv4(name: string): string | undefined {
  const numbers = name.split(".").map(parseNumber);
  const last = numbers.pop();
  if (last === undefined || numbers.length > 3) return undefined;
  let address = 0;
  for (const number of numbers) {
    if (number === undefined || number > 255) return undefined;
    address = address * 256 + number;
  }
  const room = 256 ** (4 - numbers.length);
  if (last >= room) return undefined;
  address = address * room + last;
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Sorts an address by the special-purpose registries (RFC 6890) and the metadata services of clouds. */
export function ipv4Use(octets: readonly number[]): AddressUse {
  const [a = 0, b = 0] = octets;
  if (metadata.has(octets.join("."))) return "metadata";
  if (a === 0) return "unspecified";
  if (a === 127) return octets.join(".") === "127.0.0.1" ? "loopback" : "loopback-unusual";
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128);
  return isPrivate ? "private" : "public";
}

// AWS, Google, Azure; AWS containers; Alibaba; Azure wire server; Oracle.
const metadata: ReadonlySet<string> = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
]);

function parseNumber(text: string): number | undefined {
  if (/^0x[0-9a-f]*$/i.test(text)) return Number.parseInt(`0${text.slice(2)}`, 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
