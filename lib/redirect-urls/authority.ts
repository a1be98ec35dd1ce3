import type { Report } from "./findings";
import { type Components, splitComponents } from "./grammar";
import { checkAppHost, checkHost, type HostPlace } from "./host";
import { checkPort, effectivePort } from "./port";

/** An authority in its parts; the host of an IPv6 address keeps its brackets. */
export interface Authority {
  userinfo: string | undefined;
  host: string;
  port: string | undefined;
}

/** Splits an authority (RFC 3986 section 3.2), or undefined when brackets or colons do not fit. */
export function splitAuthority(text: string): Authority | undefined {
  const at = text.lastIndexOf("@");
  const userinfo = at < 0 ? undefined : text.slice(0, at);
  const rest = text.slice(at + 1);
  if (!rest.startsWith("[")) {
    if (/[[\]]/.test(rest) || isBareIpv6(rest)) return undefined;
    const colon = rest.indexOf(":");
    if (colon < 0) return { userinfo, host: rest, port: undefined };
    return { userinfo, host: rest.slice(0, colon), port: rest.slice(colon + 1) };
  }
  const end = rest.indexOf("]") + 1;
  const after = rest.slice(end);
  if (end === 0 || (after !== "" && !after.startsWith(":")) || /[[\]]/.test(rest.slice(1, end - 1) + after))
    return undefined;
  return { userinfo, host: rest.slice(0, end), port: after === "" ? undefined : after.slice(1) };
}

/** What the authority of a web URL is checked against. */
export interface AuthorityContext {
  confidential: boolean;
  consoleOrigin: string;
}

/** Reports on the authority of a web URL. False when there is no host, so that nothing after it has a meaning. */
export function checkWebAuthority(
  components: Components,
  { confidential, consoleOrigin }: AuthorityContext,
  report: Report,
): boolean {
  const authority = splitAuthority(components.authority ?? "");
  const scheme = (components.scheme ?? "").toLowerCase();
  if (!authority) {
    report("authority");
    return true;
  }
  const { userinfo, host, port } = authority;
  if (userinfo !== undefined) report("userinfo", `The host is ${host}`);
  if (host === "") {
    report("empty-host");
    return false;
  }
  if (port !== undefined) checkPort(port, scheme, report);
  reportPlace(checkHost(host, report), scheme === "https", confidential, report);
  const origin = webOrigin(components);
  if (origin !== undefined && origin === webOrigin(splitComponents(consoleOrigin))) report("console-origin");
  return true;
}

// One finding for a place, the weightiest: on this computer https matters more than the spelling of the host.
function reportPlace(place: HostPlace, secure: boolean, confidential: boolean, report: Report): void {
  if (place === "private") report(secure ? "private-host" : "http-private");
  else if (place === "elsewhere") {
    if (!secure) report("http-cleartext");
  } else if (secure) report("https-loopback");
  else if (place === "localhost") report("localhost-name");
  else if (place === "loopback-unusual") report("loopback-unusual");
  else if (confidential) report("loopback-confidential");
}

/** Scheme, host and port with case, default port and a final dot evened out; undefined without a host. */
export function webOrigin({ scheme, authority: text }: Components): string | undefined {
  const authority = splitAuthority(text ?? "");
  if (scheme === undefined || !authority?.host) return undefined;
  const name = scheme.toLowerCase();
  const host = authority.host.toLowerCase().replace(/\.$/, "");
  return `${name}://${host}:${effectivePort(authority.port, name)}`;
}

/** Reports on the authority of an app URL, which may have none, or one without a host. */
export function checkAppAuthority({ authority: text }: Components, report: Report): void {
  if (text === undefined) return;
  const authority = splitAuthority(text);
  if (!authority) {
    report("authority");
    return;
  }
  if (authority.userinfo !== undefined) report("userinfo");
  if (authority.port !== undefined) checkPort(authority.port, "", report);
  checkAppHost(authority.host, report);
}

// Without brackets the groups of an IPv6 address would pass for a host and a port.
function isBareIpv6(text: string): boolean {
  return /^[0-9a-f.:]*$/i.test(text) && (text.includes("::") || text.split(":").length >= 8);
}
