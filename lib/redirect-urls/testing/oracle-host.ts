import {
  blockedPorts,
  knownLabels,
  loopbackServices,
  metadataAddresses,
  privateNetworks,
  privateSuffixes,
  publicSuffixes,
  tunnels,
} from "./oracle-tables";
import { decOctet, ipv6Address } from "./rfc3986";

/** What a URL is judged for. The console is served over https on its default port. */
export interface OracleContext {
  confidential: boolean;
  consoleHost: string;
}

/** "nowhere": there is no host. "undetermined": it has an A-label outside the table. */
export type Where = "known" | "nowhere" | "undetermined";

/** The oracle for everything between the slashes. Adds to the codes. */
export function judgeAuthority(
  text: string,
  scheme: string,
  codes: Set<string>,
  context: OracleContext,
): Where {
  const web = /^https?$/.test(scheme);
  const afterUser = text.split("@").at(-1) ?? "";
  if (afterUser !== text && isDivisible(afterUser)) codes.add("userinfo");
  if (!isDivisible(afterUser)) {
    codes.add("authority");
    return "known";
  }
  const [, host = "", , port] = /^(\[[^\]]*\]|[^:]*)(:(.*))?$/s.exec(afterUser) ?? [];
  if (host === "" && web) {
    codes.add("empty-host");
    return "nowhere";
  }
  const standard = scheme === "http" ? 80 : scheme === "https" ? 443 : -1;
  if (port !== undefined) judgePort(port, standard, web, codes);
  const where = judgeHost(host, web, codes);
  if (!web) return "known";
  const onThisComputer = where.place === "loopback" || where.place === "name" || where.place === "odd";
  const rules: Record<string, boolean> = {
    "http-cleartext": scheme === "http" && where.place === "far",
    "http-private": scheme === "http" && where.place === "near",
    "private-host": scheme === "https" && where.place === "near",
    "https-loopback": scheme === "https" && onThisComputer,
    "localhost-name": scheme === "http" && where.place === "name",
    "loopback-unusual": scheme === "http" && where.place === "odd",
    "loopback-confidential": scheme === "http" && where.place === "loopback" && context.confidential,
    "console-origin":
      scheme === "https" &&
      host.toLowerCase().replace(/\.$/, "") === context.consoleHost &&
      (port === undefined || /^(0*443)?$/.test(port)),
  };
  for (const [code, applies] of Object.entries(rules)) if (applies) codes.add(code);
  return where.undetermined ? "undetermined" : "known";
}

function isDivisible(hostAndPort: string): boolean {
  if (/[[\]]/.test(hostAndPort)) return /^\[[^[\]]*\](:[^[\]]*)?$/s.test(hostAndPort);
  const colons = hostAndPort.split(":").length - 1;
  return !(/^[0-9A-Fa-f.:]*$/.test(hostAndPort) && (hostAndPort.includes("::") || colons > 6));
}

function judgePort(port: string, standard: number, web: boolean, codes: Set<string>): void {
  if (port === "") codes.add("port-empty");
  else if (/[\u{80}-\u{10ffff}]/u.test(port)) return;
  else if (/\*/.test(port)) codes.add("wildcard-port");
  else if (/\D/.test(port)) codes.add("port-bad");
  else {
    if (/^0\d/.test(port)) codes.add("port-zeros");
    const number = BigInt(port);
    if (number < 1n || number > 65535n) codes.add("port-range");
    else if (number === BigInt(standard)) codes.add("default-port");
    else if (web && blockedPorts.includes(Number(number))) codes.add("port-blocked-by-browsers");
  }
}

interface HostView {
  place: "name" | "loopback" | "odd" | "near" | "far";
  undetermined: boolean;
}

function judgeHost(host: string, web: boolean, codes: Set<string>): HostView {
  const far: HostView = { place: "far", undetermined: false };
  if (host.startsWith("[")) return { place: judgeIpv6(host.slice(1, -1), codes), undetermined: false };
  if (host.includes("*")) codes.add("wildcard-host");
  if (host.includes("%")) codes.add("pct-host");
  if (!web || /[%\u{80}-\u{10ffff}]/u.test(host)) return far;
  if (/[A-Z]/.test(host)) codes.add("case-host");
  const name = host.toLowerCase();
  if (new RegExp(`^(${decOctet}\\.){3}${decOctet}$`).test(name)) {
    const number = name.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
    return { place: judgeAddress(number, codes), undetermined: false };
  }
  const dotless = name.replace(/\.$/, "");
  if (dotless !== name) codes.add("trailing-dot");
  const undetermined = judgeLabels(dotless, codes);
  if (dotless !== name || name.includes("*")) return { place: "far", undetermined };
  if (/(^|\.)(\d+|0x[\da-f]*)$/.test(name)) {
    codes.add("ipv4-legacy");
    return { place: "far", undetermined };
  }
  return { place: judgeName(name, codes), undetermined };
}

function judgeLabels(name: string, codes: Set<string>): boolean {
  if (/^$|^\.|\.$|\.\./.test(name)) codes.add("empty-label");
  if (/(^|\.)-|-(\.|$)/.test(name)) codes.add("label-hyphen");
  if (/[^.]{64}/.test(name)) codes.add("label-too-long");
  if (name.length > 253) codes.add("host-too-long");
  if (/[!$&'()+,;=~]/.test(name)) codes.add("host-chars");
  if (/_/.test(name)) codes.add("underscore");
  const encoded = name.match(/(?<=^|\.)xn--[^.]*/g) ?? [];
  const unknown = encoded.filter((label) => !knownLabels.has(label) && label.length < 64);
  if (encoded.some((label) => knownLabels.get(label) === true)) codes.add("idn");
  if (encoded.some((label) => knownLabels.get(label) === false || label.length > 63))
    codes.add("punycode-invalid");
  return unknown.length > 0;
}

function judgeName(name: string, codes: Set<string>): HostView["place"] {
  if (/(^|\.)localhost$/.test(name)) return "name";
  const below = (suffix: string) => `.${name}`.endsWith(`.${suffix}`);
  if (/localhost|^127[.-]0[.-]0[.-]1[.-]/.test(name) || loopbackServices.some(below))
    codes.add("lookalike-localhost");
  if (below("invalid")) codes.add("never-resolves");
  if (tunnels.some(below)) codes.add("tunnel-host");
  if (publicSuffixes.includes(name)) codes.add("public-suffix");
  if (!name.includes(".")) {
    codes.add("single-label");
    return "near";
  }
  if (!privateSuffixes.some(below)) return "far";
  codes.add("private-name");
  return "near";
}

function judgeAddress(number: bigint, codes: Set<string>): HostView["place"] {
  const inside = ([network, bits]: readonly [bigint, bigint]) =>
    number >> (32n - bits) === network >> (32n - bits);
  if (metadataAddresses.includes(number)) codes.add("metadata-ip");
  else if (number >> 24n === 0n) codes.add("unspecified");
  else if (number === 0x7f000001n) return "loopback";
  else if (number >> 24n === 127n) return "odd";
  else if (privateNetworks.some(inside)) return "near";
  else codes.add("ip-literal");
  return "far";
}

function judgeIpv6(text: string, codes: Set<string>): HostView["place"] {
  if (text.includes("%")) codes.add("ipv6-zone");
  else if (!ipv6Address.test(text)) codes.add("ipv6-bad");
  else {
    const digits = expand(text);
    if (text !== shorten(digits)) codes.add("ipv6-noncanonical");
    if (/^0{32}$/.test(digits)) codes.add("unspecified");
    else if (/^0{31}1$/.test(digits)) return "loopback";
    else if (/^(0{20}ffff|0{24}|0064ff9b0{16})/.test(digits)) codes.add("ipv4-mapped");
    else if (digits === "fd000ec2000000000000000000000254") codes.add("metadata-ip");
    else if (/^(f[cd]|fe[89a-f])/.test(digits)) return "near";
    else codes.add("ip-literal");
  }
  return "far";
}

/** 32 hex digits of an address that matches the grammar. */
function expand(text: string): string {
  const hex = text.replace(/\d+\.\d+\.\d+\.\d+$/, (quad) => {
    const number = quad.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return `${Math.floor(number / 65536).toString(16)}:${(number % 65536).toString(16)}`;
  });
  const missing = 8 - hex.split(":").filter((group) => group !== "").length;
  const full = hex.replace("::", `:${"0:".repeat(missing)}`);
  return full
    .split(":")
    .filter((group) => group !== "")
    .map((group) => group.toLowerCase().padStart(4, "0"))
    .join("");
}

/** RFC 5952 by search: the longest run of zero groups, the first among equals, at least two. */
function shorten(digits: string): string {
  const hex = (digits.match(/.{4}/g) ?? []).map((group) => BigInt(`0x${group}`).toString(16)).join(":");
  for (let length = 8; length > 1; length -= 1) {
    const run = Array.from({ length }, () => "0").join(":");
    const at = `:${hex}:`.indexOf(`:${run}:`);
    if (at >= 0) return `${hex.slice(0, Math.max(at - 1, 0))}::${hex.slice(at + run.length + 1)}`;
  }
  return hex;
}
