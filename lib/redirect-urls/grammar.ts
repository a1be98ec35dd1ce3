import type { Report } from "./findings";
import { schemeKind } from "./scheme";

/** The five components of RFC 3986 appendix B; a missing one is undefined, an empty one is "". */
export interface Components {
  scheme: string | undefined;
  authority: string | undefined;
  path: string;
  query: string | undefined;
  fragment: string | undefined;
}

/** Splits any text into the components of RFC 3986; never fails, judges nothing. */
export function splitComponents(text: string): Components {
  const [beforeFragment, fragment] = cut(text, "#");
  const [beforeQuery, query] = cut(beforeFragment, "?");
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(beforeQuery)?.[0];
  const hierarchy = scheme === undefined ? beforeQuery : beforeQuery.slice(scheme.length + 1);
  if (!hierarchy.startsWith("//")) return { scheme, authority: undefined, path: hierarchy, query, fragment };
  const pathStart = hierarchy.indexOf("/", 2);
  const authorityEnd = pathStart < 0 ? hierarchy.length : pathStart;
  return {
    scheme,
    authority: hierarchy.slice(2, authorityEnd),
    path: hierarchy.slice(authorityEnd),
    query,
    fragment,
  };
}

/** The inverse of splitComponents. */
export function joinComponents({ scheme, authority, path, query, fragment }: Components): string {
  return [
    scheme === undefined ? "" : `${scheme}:`,
    authority === undefined ? "" : `//${authority}`,
    path,
    query === undefined ? "" : `?${query}`,
    fragment === undefined ? "" : `#${fragment}`,
  ].join("");
}

/** `https:/x` and `https:x` the way browsers repair them. */
export function asBrowsersRead(components: Components): Components {
  const rest = components.path.replace(/^\/+/, "");
  const slash = rest.indexOf("/");
  const end = slash < 0 ? rest.length : slash;
  return { ...components, authority: rest.slice(0, end), path: rest.slice(end) };
}

/** Characters and percent encodings against RFC 3986 section 2. */
export function checkCharacters(text: string, components: Components, report: Report): void {
  const outside = new Set(text.match(/["<>^`{|}]/g));
  const { path, query = "", fragment = "" } = components;
  for (const component of [path, query, fragment])
    for (const bracket of component.match(/[[\]]/g) ?? []) outside.add(bracket);
  if (outside.size > 0) report("not-rfc3986", ...outside);
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) report("bad-pct");
  if (![path, query, fragment].every(encodesUtf8)) report("pct-not-utf8");
}

/**
 * Whether the text names a scheme at all. `host:8080/path` is a URI whose scheme is `host` by the letter of the
 * grammar; what was meant is a host and a port.
 */
export function checkAbsolute({ scheme, authority, path }: Components, report: Report): boolean {
  if (scheme === undefined && authority !== undefined) report("scheme-relative");
  else if (scheme === undefined || (authority === undefined && isHostAndPort(scheme, path)))
    report("not-absolute");
  else return true;
  return false;
}

function isHostAndPort(scheme: string, path: string): boolean {
  return /^\d+(?:\/|$)/.test(path) && schemeKind(scheme.toLowerCase()) === "app";
}

function encodesUtf8(component: string): boolean {
  return (component.match(/(?:%[0-9A-Fa-f]{2})+/g) ?? []).every((run) => {
    try {
      return decodeURIComponent(run) !== "";
    } catch {
      return false;
    }
  });
}

function cut(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
