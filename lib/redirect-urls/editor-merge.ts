import { activeRows, type EditorRow, type EditorState, newRow, orBlank, withChange } from "./editor-row";

/** Takes over a text with one URL a line. Rows that are still there keep their identity. */
export function retyped(state: EditorState, text: string, sentences: readonly string[]): EditorState {
  const lines = text.split("\n");
  const active = activeRows(state);
  const same = (row: EditorRow | undefined, line: string | undefined) =>
    row !== undefined && row.url === line;
  let head = 0;
  while (head < lines.length && same(active[head], lines[head])) head += 1;
  let tail = 0;
  while (
    tail < Math.min(lines.length, active.length) - head &&
    same(active.at(-1 - tail), lines.at(-1 - tail))
  )
    tail += 1;
  const middle = active.slice(head, active.length - tail);
  const changed = lines.slice(head, lines.length - tail);
  // With as many lines as before, a line without its like is the row in its place, edited.
  const byPlace = middle.length === changed.length;
  const pool = new Set([...middle, ...state.rows.filter((row) => row.removed)]);
  const take = (row: EditorRow | undefined) => (row && pool.delete(row) ? row : undefined);
  const alike = changed.map((line) => take([...pool].find(({ url }) => url === line)));
  let { nextId } = state;
  const rewritten = changed.map((url, place): EditorRow => {
    const row = alike[place] ?? (byPlace ? take(middle[place]) : undefined);
    return row ? { ...row, url, removed: false } : newRow(nextId++, url);
  });
  const struck = [...pool].flatMap((row) =>
    row.registered === undefined
      ? []
      : [{ ...row, url: row.registered, removed: true, checked: row.registered }],
  );
  const rows = weave(
    [...active.slice(0, head), ...rewritten, ...active.slice(active.length - tail)],
    struck,
    state.rows,
  );
  return withChange(state, { ...state, rows, nextId, focus: undefined }, sentences);
}

/** Puts rows back behind the row they followed in `order`. */
function weave(
  rows: readonly EditorRow[],
  lost: readonly EditorRow[],
  order: readonly EditorRow[],
): EditorRow[] {
  const woven = [...rows];
  const placeIn = (list: readonly EditorRow[], id: number) => list.findIndex((row) => row.id === id);
  for (const row of lost.toSorted((a, b) => placeIn(order, a.id) - placeIn(order, b.id))) {
    const ahead = order.slice(0, placeIn(order, row.id)).findLast(({ id }) => placeIn(woven, id) >= 0);
    woven.splice(ahead ? placeIn(woven, ahead.id) + 1 : 0, 0, row);
  }
  return woven;
}

/** Takes the last change back and leaves alone what was written since. */
export function undone(state: EditorState): EditorState {
  const { change } = state;
  if (!change) return state;
  const before = new Map(change.before.map((row) => [row.id, row]));
  const after = new Map(change.after.map((row) => [row.id, row]));
  const kept = state.rows.flatMap((row) => {
    const then = after.get(row.id);
    if (!then || then.url !== row.url || then.removed !== row.removed) return [row];
    return before.get(row.id) ?? [];
  });
  const lost = change.before.filter(({ id }) => !after.has(id));
  const rows = weave(kept, lost, change.before);
  const focus = change.before.find(({ id, url }) => after.get(id)?.url !== url);
  return orBlank({ ...state, rows, change: undefined, focus: focus && { id: focus.id } });
}
