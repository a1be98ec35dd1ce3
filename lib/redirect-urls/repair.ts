import { splitAuthority } from "./authority";
import { withoutPort } from "./canonicality";
import { characterKind } from "./characters";
import type { Code } from "./findings";
import { asBrowsersRead, type Components, joinComponents, splitComponents } from "./grammar";
import { looksLikeIpv4, parseIpv4, plainIpv4 } from "./ipv4";
import { formatIpv6, parseIpv6 } from "./ipv6";
import { isDotSegment, isUnreserved } from "./path";
import { withoutZeros } from "./port";
import { core, isPlain, slashed } from "./raw-characters";
import { schemeKind } from "./scheme";
import { isLocalhost } from "./special-names";

/** What the button for a code says, for codes a fix may exist for. */
export function fixLabel(code: Code): string | undefined {
  return labels.get(code);
}

/** Gives the URL that was probably meant, as far as one finding goes, or undefined. */
export type Repair = (code: Code) => string | undefined;

/**
 * Everything is mended that would be rejected and has one likely reading, and beyond that only what the code is
 * about. The caller judges the results.
 */
export function repairOf(raw: string): Repair {
  // With both, it is open which host was meant, and a click must not decide that.
  if (raw.includes("\\") && raw.includes("@")) return () => undefined;
  const mended = mend(absolute(isPlain(raw) ? slashed(raw) : withEncodedSpaces(raw)));
  return (code) => joinComponents(optional(mended, code));
}

const labels: ReadonlyMap<Code, string> = new Map<Code, string>([
  ["edge-space", "Remove the space"],
  ["ctl-or-space", "Remove or encode the character"],
  ["invisible", "Remove the hidden character"],
  ["non-ascii", "Use the encoded form"],
  ["backslash", "Use forward slashes"],
  ["not-absolute", "Add the scheme"],
  ["scheme-relative", "Add https:"],
  ["fragment", "Remove the # part"],
  ["no-authority", "Add the slashes"],
  ["empty-host", "Remove the extra slashes"],
  ["query-without-path", "Add the slash"],
  ["case-scheme", "Use lower case"],
  ["case-host", "Use lower case"],
  ["port-empty", "Remove the colon"],
  ["port-zeros", "Remove the zeros"],
  ["default-port", "Remove the port"],
  ["ipv4-legacy", "Use the plain address"],
  ["ipv6-noncanonical", "Use the short address"],
  ["trailing-dot", "Remove the dot"],
  ["dot-segment", "Use the resolved path"],
  ["non-canonical", "Use the form of browsers"],
  ["pct-unreserved", "Use the plain character"],
  ["pct-lowercase", "Use capital letters"],
  ["empty-query", "Remove the question mark"],
  ["http-cleartext", "Use https"],
]);

function withEncodedSpaces(raw: string): string {
  const characters = Array.from(raw);
  let kept = "";
  for (const character of characters.slice(...core(characters))) {
    const kind = characterKind(character);
    if (kind === "plain" || kind === "non-ascii") kept += character;
    else if (kind === "space" && !/[\t\n\v\f\r\u0085\u2028\u2029]/.test(character)) kept += " ";
  }
  const { authority, ...rest } = splitComponents(slashed(kept));
  const bare = authority?.replaceAll(" ", "");
  return joinComponents({ ...rest, authority: bare }).replaceAll(" ", "%20");
}

function absolute(text: string): Components {
  const components = splitComponents(text);
  if (components.scheme !== undefined && schemeKind(components.scheme.toLowerCase()) !== "app")
    return components;
  if (components.scheme === undefined && components.authority !== undefined)
    return { ...components, scheme: "https" };
  const [host = ""] = text.split(/[/?#]/, 1);
  const name = host.replace(/:\d+$/, "").toLowerCase();
  const local = isLocalhost(name) || name.startsWith("127.");
  // A name without a dot could be any word, unless a port shows that it is a host.
  const isHost = /^[a-z0-9.-]+$/.test(name) && (local || name.includes(".") || name.length < host.length);
  return isHost ? splitComponents(`${local ? "http" : "https"}://${text}`) : components;
}

function mend(components: Components): Components {
  const scheme = components.scheme?.toLowerCase();
  const web = scheme !== undefined && schemeKind(scheme) === "web";
  // Browsers skip any number of slashes here; an authority left empty is one of those cases.
  const read = web && !components.authority ? asBrowsersRead(components) : components;
  const { query } = read;
  const path = percentEncoded(withoutDotSegments(read.path));
  return {
    scheme,
    authority: read.authority === undefined ? undefined : mendAuthority(read.authority, web),
    path: path === "" && query !== undefined && web ? "/" : path,
    query: query === undefined ? undefined : percentEncoded(web ? query.replaceAll("'", "%27") : query),
    fragment: undefined,
  };
}

function mendAuthority(text: string, web: boolean): string {
  const authority = splitAuthority(text);
  if (!authority) return text;
  const { userinfo, port } = authority;
  const host = web ? mendHost(authority.host) : authority.host;
  return [
    userinfo === undefined ? "" : `${userinfo}@`,
    host.startsWith("[") ? mendIpv6(host) : host,
    port ? `:${withoutZeros(port)}` : "",
  ].join("");
}

function mendHost(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return name;
  if (/[^\0-\x7f]/.test(name))
    return URL.canParse(`https://${name}`) ? new URL(`https://${name}`).hostname : name;
  return looksLikeIpv4(name) && !parseIpv4(name) ? (plainIpv4(name) ?? name) : name;
}

function mendIpv6(host: string): string {
  const groups = parseIpv6(host.slice(1, -1));
  return groups ? `[${formatIpv6(groups)}]` : host;
}

// RFC 3986 section 5.2.4, for a path below an authority.
function withoutDotSegments(path: string): string {
  const segments = path.split("/");
  if (!segments.some(isDotSegment)) return path;
  const output: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (!isDotSegment(segment)) output.push(segment);
    else {
      if (/^(?:\.|%2e){2}$/i.test(segment) && output.length > 1) output.pop();
      if (last) output.push("");
    }
  }
  return output.join("/");
}

function percentEncoded(component: string): string {
  // Half a surrogate pair has no encoding; it stays and the result is refused.
  return component.replace(/[^\0-\x7f]+/g, (letters) =>
    /\p{Surrogate}/u.test(letters) ? letters : encodeURIComponent(letters),
  );
}

function optional(components: Components, code: Code): Components {
  const encodings = (rewrite: (encoding: string) => string): Components => {
    const rewritten = (text: string) => text.replace(/%[0-9a-f]{2}/gi, rewrite);
    const { path, query } = components;
    return {
      ...components,
      path: rewritten(path),
      query: query === undefined ? undefined : rewritten(query),
    };
  };
  switch (code) {
    case "pct-lowercase":
      return encodings((encoding) => encoding.toUpperCase());
    case "pct-unreserved":
      return encodings((encoding) => (isUnreserved(encoding) ? decodeURIComponent(encoding) : encoding));
    case "default-port":
      return splitComponents(withoutPort(joinComponents(components)));
    case "empty-query":
      return { ...components, query: components.query === "" ? undefined : components.query };
    case "http-cleartext": {
      const port = splitAuthority(components.authority ?? "")?.port;
      return port === undefined ? { ...components, scheme: "https" } : components;
    }
    default:
      return components;
  }
}
