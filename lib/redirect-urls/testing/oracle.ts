/**
 * A second opinion on redirect URLs, for tests only. It shares no code and no table with the validator: the
 * grammar is RFC 3986 appendix A as regular expressions, the split is the one of appendix B, addresses are numbers,
 * decoding is repeated until nothing changes, and IDNA is a table of known labels. It uses no URL parser.
 */
import { judgeAuthority, type OracleContext } from "./oracle-host";
import {
  forbiddenSchemes,
  notes,
  redirectorNames,
  responseNames,
  secretNames,
  strictRejects,
  warnings,
} from "./oracle-tables";
import { absoluteUri } from "./rfc3986";

/** What the oracle thinks of a URL. */
export interface Opinion {
  codes: ReadonlySet<string>;
  /** An A-label outside the table: the codes lack either "idn" or "punycode-invalid", or both. */
  undetermined: boolean;
}

/** All codes the rules ask for, with the stages of the validator but none of its code. */
export function opinionOf(raw: string, context: OracleContext): Opinion {
  if (raw === "") return { codes: new Set(["empty"]), undetermined: false };
  const codes = new Set<string>();
  const when = (condition: boolean, code: string) => {
    if (condition) codes.add(code);
  };
  when(Buffer.byteLength(raw) > 2048, "too-long");

  const blank = String.raw`[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*`;
  const [, before = "", inner = "", after = ""] =
    new RegExp(`^(${blank})(.*?)(${blank})$`, "su").exec(raw) ?? [];
  const hidden = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu;
  when(/\p{White_Space}/u.test(before + after), "edge-space");
  when(/[\p{White_Space}\p{Cc}]/u.test(inner), "ctl-or-space");
  when(raw.search(hidden) >= 0, "invisible");
  const kept = inner.replace(
    /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu,
    "",
  );
  when(/[\u{80}-\u{10ffff}]/u.test(kept), "non-ascii");
  when(kept.includes("\\"), "backslash");
  if (kept === "") return { codes: codes.add("empty"), undetermined: false };
  const text = kept.replace(/^[^?#]*/, (head) => head.split("\\").join("/"));

  const view = look(text);
  when(
    /["<>^`{}|]/.test(text) || /[[\]]/.test(view.path + (view.query ?? "") + (view.fragment ?? "")),
    "not-rfc3986",
  );
  when(/%(?!..)|%(?=.[^\da-f]|[^\da-f])/is.test(text), "bad-pct");
  when(
    [view.path, view.query, view.fragment].some((part) => !isUtf8(part ?? "")),
    "pct-not-utf8",
  );
  when(text.includes("#"), "fragment");

  const scheme = view.scheme?.toLowerCase();
  if (scheme === undefined) {
    codes.add(text.startsWith("//") ? "scheme-relative" : "not-absolute");
    return { codes, undetermined: false };
  }
  const web = /^https?$/.test(scheme);
  const forbidden = forbiddenSchemes.includes(scheme);
  if (!web && !forbidden && /^\d+(\/.*)?$/s.test(view.path) && view.authority === undefined) {
    codes.add("not-absolute");
    return { codes, undetermined: false };
  }
  when(scheme !== view.scheme, "case-scheme");
  if (forbidden) return { codes: codes.add("scheme-forbidden"), undetermined: false };

  let undetermined = false;
  if (web) {
    const read = view.authority === undefined ? look(`x://${view.path.replace(/^\/+/, "")}`) : view;
    when(view.authority === undefined, "no-authority");
    const place = judgeAuthority(read.authority ?? "", scheme, codes, context);
    if (place === "nowhere") return { codes, undetermined: false };
    undetermined = place === "undetermined";
    when(read.path === "" && view.query === undefined, "no-path");
    when(read.path === "" && view.query !== undefined, "query-without-path");
    judgePath(read.path, view.query, when);
    when(view.query?.includes("'") === true, "non-canonical");
  } else {
    const domain = /^[^.]+(\.[^.]+)+$/.test(scheme) && !/(^|\.)-|-(\.|$)/.test(scheme);
    when(!domain, "scheme-not-reverse-dns");
    when(context.confidential, "custom-scheme-confidential");
    when(domain && !context.confidential, "custom-scheme");
    if (view.authority !== undefined) judgeAuthority(view.authority, scheme, codes, context);
    when(view.path === "", "no-path");
    judgePath(view.path, view.query, when);
    // The grammar lets a host be empty before a port; the living standard does not (its "host-missing").
    const stands = levelOf(codes, false) !== "reject";
    when(stands && view.authority?.startsWith(":") === true, "non-canonical");
  }
  return { codes, undetermined };
}

/** The level that codes amount to. */
export function levelOf(codes: Iterable<string>, strict: boolean): string {
  const levels = [...codes].map((code) => {
    if (strict && strictRejects.includes(code)) return 3;
    return notes.includes(code) ? 1 : warnings.includes(code) ? 2 : 3;
  });
  return ["ok", "note", "warn", "reject"][Math.max(0, ...levels)] ?? "reject";
}

/** Whether a string is an absolute-URI of RFC 3986 section 4.3, in its generic syntax. */
export function isAbsoluteUri(text: string): boolean {
  return absoluteUri.test(text);
}

interface View {
  scheme: string | undefined;
  authority: string | undefined;
  path: string;
  query: string | undefined;
  fragment: string | undefined;
}

function look(text: string): View {
  // RFC 3986 appendix B, with the scheme of section 3.1.
  const match = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text);
  const [, scheme, authority, path = "", query, fragment] = match ?? [];
  return { scheme, authority, path, query, fragment };
}

function judgePath(
  path: string,
  query: string | undefined,
  when: (condition: boolean, code: string) => void,
): void {
  const both = `${path}?${query ?? ""}`;
  const dots = /^(\.|%2e)(\.|%2e)?$/i;
  const segments = path.split("/");
  const kept = segments.filter((segment) => !dots.test(segment));
  when(kept.length < segments.length, "dot-segment");
  const climbs = kept.some((segment) => /(^|[/\\])\.\.($|[;/\\])/.test(decode(segment)));
  when(climbs, "encoded-traversal");
  const control = /(?![\u0080-\u009f])\p{Cc}/u.test(decode(both));
  when(control, "encoded-control");
  when(/%(2F|5C)/i.test(path), "encoded-slash");
  when(/%25[\da-f][\da-f]/i.test(both) && !climbs && !control, "double-encoding");
  when(/\/\//.test(path), "double-slash");
  when(path.includes(";"), "path-params");
  const needless = /%(2[DE]|3\d|[46][1-9A-F]|5[0-9AF]|7[0-9AE])/i;
  when(needless.test(`${kept.join("/")}?${query ?? ""}`), "pct-unreserved");
  when(
    (both.match(/%[\dA-F]{2}/gi) ?? []).some((triplet) => triplet !== triplet.toUpperCase()),
    "pct-lowercase",
  );
  when(both.includes("*"), "asterisk-literal");
  if (query === "") when(true, "empty-query");
  else if (query !== undefined) judgeQuery(query, when);
}

function judgeQuery(query: string, when: (condition: boolean, code: string) => void): void {
  when(true, "query");
  for (const pair of query.split(/[;&]/)) {
    const [, key = "", , value = ""] = /^([^=]*)(=(.*))?$/s.exec(pair) ?? [];
    const name = decode(key.replace(/\+/g, " ")).split("[", 1).join("").trim().toLowerCase();
    const letters = name.split(/[-_.]/).join("");
    when(responseNames.includes(name), "response-param");
    when(redirectorNames.includes(letters), "redirector-param");
    when(/^\s*([a-z][a-z\d.+-]*:)?(\/|\\){2}/i.test(decode(value)), "redirector-param");
    when(secretNames.includes(letters), "secret-in-query");
    when(/^(dapi|dose|doau)[\da-f]{32}/i.test(decode(value)), "secret-in-query");
  }
}

function decode(text: string): string {
  const once = text.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number(`0x${hex}`)));
  return once === text ? text : decode(once);
}

function isUtf8(component: string): boolean {
  const runs = component
    .split(/[^%\da-f]|%(?![\da-f]{2})/i)
    .flatMap((part) => part.match(/(%[\da-f]{2})+/gi) ?? []);
  return runs.every((run) => {
    const bytes = Buffer.from(run.replaceAll("%", ""), "hex");
    return Buffer.from(bytes.toString("utf8"), "utf8").equals(bytes);
  });
}
