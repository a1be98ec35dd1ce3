import { checkAppAuthority, checkWebAuthority } from "./authority";
import { hrefDiffers } from "./canonicality";
import type { Code, Report } from "./findings";
import { ruleOf } from "./findings";
import { asBrowsersRead, type Components, checkAbsolute, checkCharacters, splitComponents } from "./grammar";
import { checkPath } from "./path";
import { checkQuery } from "./query";
import { readRawCharacters } from "./raw-characters";
import { checkScheme } from "./scheme";

/** What a URL is checked against. `consoleOrigin` is the public origin of this console. */
export interface RedirectUrlContext {
  confidential: boolean;
  consoleOrigin: string;
  strict: boolean;
}

/** Codes found, in the order of the stages, each with the pieces it is about. */
export type Found = ReadonlyMap<Code, readonly string[]>;

const mostDetails = 5;
const longestInBytes = 2048;
// A value this far over the limit is not a URL anyone will correct; looking closer only costs time.
const longestToRead = 4 * longestInBytes;

/** Runs all stages over a value, without fixes and without the levels of a policy. */
export function evaluate(raw: unknown, context: RedirectUrlContext): Found {
  const found = new Map<Code, readonly string[]>();
  const report: Report = (code, ...details) =>
    found.set(code, [...new Set([...(found.get(code) ?? []), ...details])].slice(0, mostDetails));
  if (typeof raw !== "string") report("type");
  else if (raw === "") report("empty");
  else {
    if (byteLength(raw) > longestInBytes) report("too-long");
    if (raw.length <= longestToRead) checkText(raw, context, report);
    const unusable = [...found.keys()].some((code) => ruleOf(code).level === "reject");
    if (!unusable && hrefDiffers(raw, found.has("default-port")))
      report(found.has("idn") && !URL.canParse(raw) ? "punycode-invalid" : "non-canonical");
  }
  return found;
}

function checkText(raw: string, context: RedirectUrlContext, report: Report): void {
  const text = readRawCharacters(raw, report);
  if (text === "") {
    report("empty");
    return;
  }
  const components = splitComponents(text);
  checkCharacters(text, components, report);
  const absolute = checkAbsolute(components, report);
  if (components.fragment !== undefined) report("fragment");
  if (!absolute || components.scheme === undefined) return;
  const kind = checkScheme(components.scheme, context.confidential, report);
  if (kind === "web") checkWeb(components, context, report);
  if (kind === "app") checkApp(components, report);
}

function checkWeb(written: Components, context: RedirectUrlContext, report: Report): void {
  if (written.authority === undefined) report("no-authority");
  const components = written.authority === undefined ? asBrowsersRead(written) : written;
  if (!checkWebAuthority(components, context, report)) return;
  const { path, query } = components;
  if (path === "") report(query === undefined ? "no-path" : "query-without-path");
  checkPath(path, query ?? "", report);
  checkQuery(query, report);
  // WHATWG URL, "special-query percent-encode set": the one character RFC 3986 allows and browsers rewrite.
  if (query?.includes("'")) report("non-canonical", "'");
}

function checkApp(components: Components, report: Report): void {
  checkAppAuthority(components, report);
  const { path, query } = components;
  if (path === "") report("no-path");
  checkPath(path, query ?? "", report);
  checkQuery(query, report);
}

function byteLength(text: string): number {
  if (text.length > longestToRead) return text.length;
  return new TextEncoder().encode(text).length;
}
