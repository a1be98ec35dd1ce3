import { type AccountIndex, emptyAccountIndex } from "./account-index";
import { checkRedirectUrls, type SetVerdict } from "./check-redirect-urls";
import type { RedirectUrlContext } from "./evaluate";
import type { Code, Finding } from "./findings";
import type { SetCode, SetFinding } from "./set-findings";

/** What a list that is to be saved is judged against. */
export interface SaveContext extends RedirectUrlContext {
  /** URLs the connection has already: they may stay, whatever is to be said about them. */
  existing?: readonly string[] | undefined;
  /** Other connections of the account, as far as they are known. */
  others?: AccountIndex | undefined;
}

/** A list judged as it would be saved: without its blank rows. `index` counts in the list that was given. */
export interface JudgedList {
  rows: readonly { index: number; url: string; isNew: boolean; findings: readonly Finding[] }[];
  /** Findings about several URLs. `rows` and `blamed` count in `rows` above; the blamed ones are in the way. */
  findings: readonly (SetFinding & { isNew: boolean; blamed: readonly number[] })[];
}

/** One thing that keeps a list from being saved. Without an index it is about the list as a whole. */
export interface Blocked {
  index: number | undefined;
  code: Code | SetCode;
  title: string;
  remedy: string;
}

/** One risk a person has to accept before a list is saved. Without a URL it is about the list as a whole. */
export interface RedirectUrlWarning {
  url: string | undefined;
  index: number | undefined;
  code: Code | SetCode;
  title: string;
  explanation: string;
}

export const isBlankUrl = (url: string): boolean => url.trim() === "";

/** Judges a list and tells what is new from what the connection has already. Pure. */
export function judgeList(urls: readonly string[], context: SaveContext): JudgedList {
  const { existing = [], others = emptyAccountIndex, ...rest } = context;
  const known = new Set(existing);
  const filled = urls.flatMap((url, index) =>
    isBlankUrl(url) ? [] : [{ url, index, isNew: !known.has(url) }],
  );
  const check = (list: readonly string[]) => checkRedirectUrls(list, { ...rest, others });
  const verdict = check(filled.map(({ url }) => url));
  const wasFound = existing.length > 0 ? findingsBefore(check(existing), existing) : () => false;
  return {
    rows: filled.map((row, place) => ({ ...row, findings: verdict.rows[place]?.findings ?? [] })),
    findings: verdict.findings.map((finding) => ({
      ...finding,
      isNew: !wasFound(
        finding.code,
        finding.rows.flatMap((row) => filled[row]?.url ?? []),
      ),
      blamed: blamed(finding, (row) => filled[row]?.isNew ?? false),
    })),
  };
}

function findingsBefore({ findings }: SetVerdict, existing: readonly string[]) {
  const before = findings.map(({ code, rows }) => ({ code, urls: rows.map((row) => existing[row] ?? "") }));
  return (code: SetCode, urls: readonly string[]) =>
    before.some((finding) => finding.code === code && contains(finding.urls, urls));
}

/** Whether all of `part` is in `whole`, counting each as often as it is there. */
function contains(whole: readonly string[], part: readonly string[]): boolean {
  const left = [...whole];
  return part.every((url) => {
    const place = left.indexOf(url);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

// Of two equal URLs the later one is too many; of two spellings the one that has just been added.
function blamed({ code, level, rows }: SetFinding, isNew: (row: number) => boolean): readonly number[] {
  if (level !== "reject") return [];
  const added = rows.filter(isNew);
  return code === "duplicate" || added.length === 0 || added.length === rows.length ? rows.slice(1) : added;
}

/** Everything that keeps a list from being saved, in the order of the rows. */
export function blockedRedirectUrls(urls: readonly string[], context: SaveContext): Blocked[] {
  const { rows, findings } = judgeList(urls, context);
  const ofRows = rows.flatMap(({ index, isNew, findings: own }, place) => [
    ...own.filter(({ level }) => isNew && level === "reject").map((finding) => ({ index, ...finding })),
    ...findings
      .filter((finding) => finding.isNew && finding.blamed.includes(place))
      .map((finding) => ({ index, ...finding })),
  ]);
  const ofList = findings.filter(
    ({ level, isNew, rows: about }) => level === "reject" && isNew && about.length === 0,
  );
  return [...ofRows, ...ofList.map((finding) => ({ index: undefined, ...finding }))].map(
    ({ index, code, title, remedy }) => ({ index, code, title, remedy }),
  );
}

/**
 * What a person has to accept before this list is saved: warnings about URLs that are added, and warnings about
 * several URLs that the change brings about. Where nothing is added, there is nothing to accept.
 */
export function redirectUrlWarnings(urls: readonly string[], context: SaveContext): RedirectUrlWarning[] {
  const { rows, findings } = judgeList(urls, context);
  if (!rows.some(({ isNew }) => isNew)) return [];
  const ofRows = rows
    .filter(({ isNew }) => isNew)
    .flatMap(({ url, index, findings: own }) =>
      own.filter(({ level }) => level === "warn").map((finding) => ({ url, index, ...finding })),
    );
  const ofSets = findings
    .filter(({ level, isNew }) => level === "warn" && isNew)
    .map((finding) => {
      const about = finding.rows.flatMap((row) => rows[row] ?? []);
      const row = about.find(({ isNew }) => isNew) ?? about[0];
      return { url: row?.url, index: row?.index, ...finding };
    });
  return [...ofRows, ...ofSets].map(({ url, index, code, title, explanation }) => ({
    url,
    index,
    code,
    title,
    explanation,
  }));
}
