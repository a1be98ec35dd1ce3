import { splitAuthority } from "./authority";
import { splitComponents } from "./grammar";
import { unicodeHost } from "./idn";
import { looksLikeIpv4 } from "./ipv4";
import { registrableDomain } from "./special-names";

/** A URL cut around its host, for drawing: `before + host + after` is the URL. */
export interface HostParts {
  before: string;
  host: string;
  after: string;
  /** The part one owner has registered; undefined for addresses and names without a dot. */
  registrable: string | undefined;
  /** The host as people read it, when that differs. */
  unicode: string | undefined;
}

/** Finds the host of a URL by the grammar of RFC 3986, or undefined when there is none. */
export function hostParts(url: string): HostParts | undefined {
  const { scheme, authority: text } = splitComponents(url);
  const authority = splitAuthority(text ?? "");
  if (!authority?.host) return undefined;
  const { userinfo, host } = authority;
  const schemeLength = scheme === undefined ? 0 : scheme.length + 1;
  const start = schemeLength + 2 + (userinfo === undefined ? 0 : userinfo.length + 1);
  const name = host.toLowerCase();
  const named = name.includes(".") && !name.startsWith("[") && !looksLikeIpv4(name);
  const unicode = unicodeHost(name);
  return {
    before: url.slice(0, start),
    host,
    after: url.slice(start + host.length),
    registrable: named ? registrableDomain(name) : undefined,
    unicode: unicode === name ? undefined : unicode,
  };
}
