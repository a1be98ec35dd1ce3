import { plainLookalike } from "./confusables";
import type { Report } from "./findings";
import { mixedScripts, unicodeHost, unicodeLabel } from "./idn";
import { type AddressUse, ipv4Use, looksLikeIpv4, parseIpv4 } from "./ipv4";
import { formatIpv6, ipv6Use, parseIpv6 } from "./ipv6";
import {
  isLocalhost,
  isLookalikeOfLocalhost,
  isPrivateName,
  isPublicSuffix,
  isTunnel,
} from "./special-names";

/** Where a host is: on this computer by its name, its usual or another address; on a private network; elsewhere. */
export type HostPlace = "localhost" | "loopback" | "loopback-unusual" | "private" | "elsewhere";

/** Reports on the host of a web URL and says where it is. The scheme decides what that means. */
export function checkHost(host: string, report: Report): HostPlace {
  if (host.startsWith("[")) return checkIpv6(host.slice(1, -1), report);
  if (host.includes("*")) report("wildcard-host", host);
  if (host.includes("%")) report("pct-host", host);
  // What the name would become is up to the decoder; there is no one name to judge.
  if (host.includes("%") || /[^\0-\x7f]/.test(host)) return "elsewhere";

  const name = host.toLowerCase();
  if (name !== host) report("case-host", host);
  const octets = parseIpv4(name);
  if (octets) return checkAddress(ipv4Use(octets), report);
  const dotted = name.endsWith(".");
  if (dotted) report("trailing-dot");
  checkLabels(dotted ? name.slice(0, -1) : name, report);
  // A pattern is no name, and a name with a final dot is not the one without it.
  if (dotted || name.includes("*")) return "elsewhere";
  if (looksLikeIpv4(name)) {
    report("ipv4-legacy", name);
    return "elsewhere";
  }
  return checkName(name, report);
}

/** Reports on the host of an app URL, which is only compared, never looked up. */
export function checkAppHost(host: string, report: Report): void {
  if (host.startsWith("[")) checkIpv6(host.slice(1, -1), report);
  else {
    if (host.includes("*")) report("wildcard-host", host);
    if (host.includes("%")) report("pct-host", host);
  }
}

function checkIpv6(text: string, report: Report): HostPlace {
  if (text.includes("%")) {
    report("ipv6-zone", text.slice(text.indexOf("%")));
    return "elsewhere";
  }
  const groups = parseIpv6(text);
  if (!groups) {
    report("ipv6-bad", text);
    return "elsewhere";
  }
  const short = formatIpv6(groups);
  if (short !== text) report("ipv6-noncanonical", `[${short}]`);
  const use = ipv6Use(groups);
  if (use !== "wrapped") return checkAddress(use, report);
  report("ipv4-mapped", text);
  return "elsewhere";
}

function checkAddress(use: AddressUse, report: Report): HostPlace {
  switch (use) {
    case "loopback":
    case "loopback-unusual":
    case "private":
      return use;
    case "unspecified":
      report("unspecified");
      return "elsewhere";
    case "metadata":
      report("metadata-ip");
      return "elsewhere";
    case "public":
      report("ip-literal");
      return "elsewhere";
  }
}

function checkLabels(name: string, report: Report): void {
  const labels = name.split(".");
  if (labels.includes("")) report("empty-label");
  const hyphened = labels.filter((label) => label.startsWith("-") || label.endsWith("-"));
  if (hyphened.length > 0) report("label-hyphen", ...hyphened);
  const long = labels.filter((label) => label.length > 63);
  if (long.length > 0) report("label-too-long", ...long.map((label) => `${label.slice(0, 20)}…`));
  if (name.length > 253) report("host-too-long");
  const odd = new Set(name.match(/[!$&'()+,;=~]/g));
  if (odd.size > 0) report("host-chars", ...odd);
  if (name.includes("_")) report("underscore");
  checkInternational(labels, report);
}

function checkInternational(labels: readonly string[], report: Report): void {
  const encoded = labels.filter((label) => label.startsWith("xn--"));
  const invalid = encoded.filter((label) => unicodeLabel(label) === undefined);
  if (invalid.length > 0) report("punycode-invalid", ...invalid.map((label) => label.slice(0, 63)));
  if (invalid.length === encoded.length) return;
  const host = labels.join(".");
  const mixed = encoded.flatMap((label) => mixedScripts(unicodeLabel(label) ?? ""));
  const lookalike = plainLookalike(host);
  report(
    "idn",
    `Reads ${unicodeHost(host)}`,
    ...(encoded.some((label) => /\p{Extended_Pictographic}/u.test(unicodeLabel(label) ?? ""))
      ? ["Contains a symbol that is not a letter"]
      : []),
    ...(mixed.length > 0 ? [`Mixes letters from ${[...new Set(mixed)].join(" and ")}`] : []),
    ...(lookalike ? [`Looks like ${lookalike}`] : []),
  );
}

function checkName(name: string, report: Report): HostPlace {
  if (isLocalhost(name)) return "localhost";
  if (isLookalikeOfLocalhost(name)) report("lookalike-localhost", name);
  if (name === "invalid" || name.endsWith(".invalid")) report("never-resolves");
  if (isTunnel(name)) report("tunnel-host");
  if (isPublicSuffix(name)) report("public-suffix");
  const single = !name.includes(".");
  if (single) report("single-label", name);
  const isPrivate = !single && isPrivateName(name);
  if (isPrivate) report("private-name", name);
  return single || isPrivate ? "private" : "elsewhere";
}
