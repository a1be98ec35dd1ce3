import type { EditorRow } from "./editor-row";
import type { Finding } from "./findings";
import { type JudgedList, judgeList, type SaveContext } from "./judge-list";
import type { Level } from "./rules/rule";
import type { SetFinding } from "./set-findings";

/** A finding as a row shows it. `kept` ones break a rule and stay allowed, because the URL is registered. */
export interface ShownFinding extends Omit<Finding, "code"> {
  code: string;
  kept: boolean;
  connections: SetFinding["connections"];
}

/** A finding about several rows, which are named by their ids. */
export type ShownListFinding = Pick<
  SetFinding,
  "code" | "level" | "title" | "explanation" | "remedy" | "details" | "connections"
> & { ids: readonly number[] };

export interface EditorVerdicts {
  /** By id of the row, worst first. Rows with nothing to say are left out. */
  rows: ReadonlyMap<number, readonly ShownFinding[]>;
  list: readonly ShownListFinding[];
}

const severity: Record<Level, number> = { reject: 0, warn: 1, note: 2, ok: 3 };
const worstFirst = (a: { level: Level }, b: { level: Level }) => severity[a.level] - severity[b.level];

/**
 * What the editor shows of a list. While a row is being edited only what was shown before can be seen, until it is
 * mended; everything else waits until the row is left or the form is sent.
 */
export function editorVerdicts(rows: readonly EditorRow[], context: SaveContext): EditorVerdicts {
  const active = rows.filter(({ removed }) => !removed);
  const judged = judgeList(
    active.map(({ url }) => url),
    context,
  );
  const rowAt = (place: number) => active[judged.rows[place]?.index ?? -1];
  const shown = new Map<number, readonly ShownFinding[]>();
  for (const [place, { findings, isNew }] of judged.rows.entries()) {
    const row = rowAt(place);
    if (!row || row.checked === undefined) continue;
    const settled = row.checked === row.url;
    const before = settled ? undefined : codesOf(row.checked, context);
    const own = findings
      .filter(({ code }) => !before || before.has(code))
      .map((finding) => shownInRow(finding, finding.level === "reject" && !isNew));
    const all = [...own, ...(settled ? fromSets(judged, place) : [])].toSorted(worstFirst);
    if (all.length > 0) shown.set(row.id, all);
  }
  return { rows: shown, list: listFindings(judged, active, rowAt) };
}

function codesOf(url: string, context: SaveContext): ReadonlySet<string> {
  return new Set(judgeList([url], context).rows.flatMap(({ findings }) => findings.map(({ code }) => code)));
}

function shownInRow(
  finding: Omit<Finding, "code"> & { code: string; connections?: SetFinding["connections"] },
  kept: boolean,
): ShownFinding {
  const { code, level, title, explanation, remedy, details, fix, connections = [] } = finding;
  return {
    ...{ code, title, explanation, remedy, details, connections, kept },
    level: kept ? "warn" : level,
    ...(fix && { fix }),
  };
}

/** Of the findings about several rows those that are one row's own matter. */
function fromSets({ findings, rows }: JudgedList, place: number): ShownFinding[] {
  return findings.flatMap((finding) => {
    if (finding.code === "shared-url")
      return finding.rows.includes(place) ? [shownInRow(finding, false)] : [];
    if (!finding.blamed.includes(place)) return [];
    const twins = finding.rows.flatMap((row) => (row === place ? [] : (rows[row]?.index ?? [])));
    const details = [`as URL ${twins.map((index) => index + 1).join(", ")}`];
    return [shownInRow({ ...finding, details }, !finding.isNew)];
  });
}

function listFindings(
  { findings }: JudgedList,
  active: readonly EditorRow[],
  rowAt: (place: number) => EditorRow | undefined,
): ShownListFinding[] {
  const isSettled = ({ checked, url }: EditorRow) => checked === url;
  const begun = active.length === 0 || active.some(isSettled);
  return findings
    .filter(({ code, blamed }) => code !== "shared-url" && blamed.length === 0)
    .flatMap(({ code, level, title, explanation, remedy, details, connections, rows }) => {
      const about = rows.flatMap((row) => rowAt(row) ?? []);
      if (about.length > 0 ? !about.every(isSettled) : !begun) return [];
      const ids = about.map(({ id }) => id);
      return [{ code, level, title, explanation, remedy, details, connections, ids }];
    })
    .toSorted(worstFirst);
}
