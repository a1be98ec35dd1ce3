import { splitAuthority } from "./authority";
import { characterKind } from "./characters";
import { type Components, joinComponents, splitComponents } from "./grammar";
import { formatIpv6, parseIpv6 } from "./ipv6";
import { isUnreserved } from "./path";
import { effectivePort } from "./port";
import { core } from "./raw-characters";
import { schemeKind } from "./scheme";

/**
 * One URL in ever coarser spellings. Two URLs that are equal in one column and differ in the column before it
 * differ in just that respect. The last four each start from `encoding`. Undefined: the column does not apply.
 */
export interface Spellings {
  exact: string;
  /** Outer spaces gone, scheme and host in lower case, IPv6 in its short form. */
  letters: string;
  /** Default port left out, as browsers do. */
  port: string;
  /** Percent encodings in the normal form of RFC 3986 section 6.2.2. */
  encoding: string;
  withoutSlash: string | undefined;
  sortedQuery: string | undefined;
  withoutScheme: string | undefined;
  loopback: string | undefined;
  /** Host in the spelling of `letters`, if there is one. */
  host: string | undefined;
}

/** Spells a URL for comparison. Never fails: what cannot be read is compared as it stands. */
export function spellings(raw: string): Spellings {
  const characters = Array.from(raw).filter((character) => characterKind(character) !== "invisible");
  const trimmed = characters.slice(...core(characters)).join("");
  const written = splitComponents(trimmed);
  const scheme = written.scheme?.toLowerCase() ?? "";
  const authority = splitAuthority(written.authority ?? "");
  if (schemeKind(scheme) !== "web" || !authority?.host)
    return {
      ...{ exact: raw, letters: trimmed, port: trimmed, encoding: trimmed, host: undefined },
      ...{ withoutSlash: undefined, sortedQuery: undefined, withoutScheme: undefined, loopback: undefined },
    };

  const host = lowerHost(authority.host);
  const user = authority.userinfo === undefined ? "" : `${authority.userinfo}@`;
  const colonPort = authority.port === undefined ? "" : `:${authority.port}`;
  const letters: Components = { ...written, scheme, authority: `${user}${host}${colonPort}` };
  const port = effectivePort(authority.port, scheme);
  const shownPort = port === effectivePort(undefined, scheme) ? "" : `:${port}`;
  const ported: Components = { ...letters, authority: `${user}${host}${shownPort}` };
  const { path, query } = ported;
  const encoded: Components = { ...ported, path: normalised(path), query: query && normalised(query) };
  return {
    exact: raw,
    letters: joinComponents(letters),
    port: joinComponents(ported),
    encoding: joinComponents(encoded),
    withoutSlash: joinComponents({ ...encoded, path: encoded.path.replace(/\/$/, "") }),
    sortedQuery: joinComponents({ ...encoded, query: encoded.query?.split("&").toSorted().join("&") }),
    withoutScheme: joinComponents({ ...encoded, scheme: undefined }),
    loopback: isLoopback(host)
      ? joinComponents({ ...encoded, authority: `${user}loopback${shownPort}` })
      : undefined,
    host,
  };
}

/** The ways to write this computer that clients use. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}

function lowerHost(host: string): string {
  const groups = host.startsWith("[") ? parseIpv6(host.slice(1, -1)) : undefined;
  return groups ? `[${formatIpv6(groups)}]` : host.toLowerCase();
}

function normalised(component: string): string {
  return component.replace(/%[0-9a-f]{2}/gi, (encoding) =>
    isUnreserved(encoding) ? decodeURIComponent(encoding) : encoding.toUpperCase(),
  );
}
