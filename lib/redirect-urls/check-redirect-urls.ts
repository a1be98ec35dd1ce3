import { type AccountIndex, nameables } from "./account-index";
import { checkRedirectUrl } from "./check-redirect-url";
import { skeleton } from "./confusables";
import type { RedirectUrlContext } from "./evaluate";
import { type Verdict, worstLevel } from "./findings";
import { looksLikeIpv4 } from "./ipv4";
import type { Level } from "./rules/rule";
import { type SetCode, type SetFinding, setRuleOf } from "./set-findings";
import { isLocalhost, isPrivateName, registrableDomain } from "./special-names";
import { isLoopback, type Spellings, spellings } from "./spellings";

/** What a list is checked against: what each URL is, the rest of the account, and the limit if it is known. */
export interface RedirectUrlsContext extends RedirectUrlContext {
  others: AccountIndex;
  upstreamLimit?: { count: number; message: string };
}

/** A verdict for each row, in order, findings about several rows, and the worst level of all. */
export interface SetVerdict {
  level: Level;
  rows: readonly Verdict[];
  findings: readonly SetFinding[];
}

type SetReport = (
  code: SetCode,
  rows: readonly number[],
  about?: Partial<Pick<SetFinding, "details" | "connections" | "explanation">>,
) => void;

const mostDetails = 5;
const manyUrls = 50;
const manyDomains = 6;

/** Judges a list of redirect URLs row by row and as a whole, in time linear in its size. Pure. */
export function checkRedirectUrls(urls: readonly string[], context: RedirectUrlsContext): SetVerdict {
  const rows = urls.map((url) => checkRedirectUrl(url, context));
  const findings: SetFinding[] = [];
  const report: SetReport = (code, affected, about) => {
    const { level, title, explanation, remedy } = setRuleOf(code);
    findings.push({
      code,
      level,
      title,
      explanation,
      remedy,
      details: [],
      rows: affected,
      connections: [],
      ...about,
    });
  };
  const spelled = urls.map(spellings);
  checkSize(urls.length, context, report);
  checkTwins(spelled, report);
  if (context.confidential) checkPlaces(spelled, report);
  checkDomains(spelled, report);
  checkLookalikes(spelled, context.others, report);
  checkShared(spelled, context.others, report);
  return { level: worstLevel([...rows, ...findings]), rows, findings };
}

function checkSize(count: number, { upstreamLimit }: RedirectUrlsContext, report: SetReport): void {
  if (count === 0) report("no-urls", []);
  if (upstreamLimit && count > upstreamLimit.count)
    report("too-many-urls", [], { explanation: upstreamLimit.message });
  else if (count > manyUrls) report("many-urls", []);
}

function checkTwins(spelled: readonly Spellings[], report: SetReport): void {
  for (const rows of groups(spelled, exact)) if (rows.length > 1) report("duplicate", rows);
  for (const [code, finer, coarser] of twins)
    for (const rows of groups(spelled, coarser)) {
      const kinds = new Set(rows.flatMap((row) => finer(spelled[row])));
      if (kinds.size > 1) report(slashCode(code, kinds), rows);
    }
}

type Spelling = (spellings: Spellings | undefined) => string | undefined;

const exact: Spelling = (url) => url?.exact;
const encoding: Spelling = (url) => url?.encoding;

const twins: readonly (readonly [code: SetCode, finer: Spelling, coarser: Spelling])[] = [
  ["duplicate-letters", exact, (url) => url?.letters],
  ["default-port-twin", (url) => url?.letters, (url) => url?.port],
  ["encoding-twin", (url) => url?.port, encoding],
  ["slash-twin", encoding, (url) => url?.withoutSlash],
  ["query-order", encoding, (url) => url?.sortedQuery],
  ["http-twin", encoding, (url) => url?.withoutScheme],
  ["loopback-twin", encoding, (url) => url?.loopback],
];

function slashCode(code: SetCode, kinds: ReadonlySet<string | undefined>): SetCode {
  const atRoot = [...kinds].every((url) => /^https?:\/\/[^/]*\/?(?:\?|$)/.test(url ?? ""));
  return code === "slash-twin" && atRoot ? "root-slash-twin" : code;
}

/** Rows by key, in order; those without a key are left out. */
function groups(spelled: readonly Spellings[], keyOf: Spelling): readonly (readonly number[])[] {
  const byKey = new Map<string, number[]>();
  for (const [row, url] of spelled.entries()) {
    const key = keyOf(url);
    if (key === undefined) continue;
    const rows = byKey.get(key) ?? [];
    rows.push(row);
    byKey.set(key, rows);
  }
  return [...byKey.values()];
}

function checkPlaces(spelled: readonly Spellings[], report: SetReport): void {
  const local = spelled.flatMap(({ host }, row) =>
    host && (isLoopback(host) || isLocalhost(host)) ? [row] : [],
  );
  const served = spelled.some(({ host }) => host && !isLoopback(host) && !isLocalhost(host));
  if (served && local.length > 0) report("mixed-places", local);
}

function checkDomains(spelled: readonly Spellings[], report: SetReport): void {
  const domains = new Set(
    spelled.flatMap(({ host }) => {
      if (!host?.includes(".") || host.startsWith("[") || looksLikeIpv4(host)) return [];
      return isLocalhost(host) || isPrivateName(host) ? [] : [registrableDomain(host)];
    }),
  );
  if (domains.size >= manyDomains) report("many-domains", [], { details: [...domains] });
}

function checkLookalikes(spelled: readonly Spellings[], others: AccountIndex, report: SetReport): void {
  const names = new Map<string, Set<string>>();
  const looks = spelled.map(({ host }) => nameables(host).map((name) => ({ name, look: skeleton(name) })));
  for (const { name, look } of looks.flat()) names.set(look, (names.get(look) ?? new Set()).add(name));
  const found = new Map<string, { rows: number[]; pair: string[] }>();
  for (const [row, ownNames] of looks.entries())
    for (const { name, look } of ownNames) {
      const like = [...(names.get(look) ?? []), ...(others.names.get(look) ?? [])].filter(
        (other) => other !== name,
      );
      if (like.length === 0) continue;
      const finding = found.get(look) ?? { rows: [], pair: [] };
      if (!finding.rows.includes(row)) finding.rows.push(row);
      finding.pair = [...new Set([...finding.pair, name, ...like])];
      found.set(look, finding);
    }
  for (const { rows, pair } of distinctRows([...found.values()]))
    report("lookalike-host", rows, { details: pair });
}

// A host and its registrable domain look alike together; one finding for the same rows is enough.
function distinctRows<T extends { rows: readonly number[] }>(found: readonly T[]): readonly T[] {
  return [...new Map(found.map((finding) => [finding.rows.join(), finding])).values()];
}

function checkShared(spelled: readonly Spellings[], others: AccountIndex, report: SetReport): void {
  for (const [row, { exact, encoding: normal }] of spelled.entries()) {
    const registered = others.urls.get(normal) ?? [];
    if (registered.length === 0) continue;
    const respelled = registered
      .filter(({ url }) => url !== exact)
      .map(({ name, url }) => `${name} has ${url}`);
    const connections = new Map(
      registered.map(({ integration_id, name }) => [integration_id, { integration_id, name }]),
    );
    report("shared-url", [row], {
      connections: [...connections.values()],
      details: respelled.slice(0, mostDetails),
    });
  }
}
