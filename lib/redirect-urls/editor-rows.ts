import { retyped, undone } from "./editor-merge";
import { activeRows, type EditorRow, type EditorState, newRow, orBlank, withChange } from "./editor-row";
import { isBlankUrl } from "./judge-list";
import { splitPaste } from "./paste";
import { expandPortRange } from "./port-range";

export type EditorAction =
  | { do: "type"; id: number; url: string }
  | { do: "add"; below?: number }
  | { do: "remove" | "restore" | "check" | "expand"; id: number }
  | { do: "paste"; id: number; text: string; start: number; end: number }
  | { do: "fix"; id: number; url: string }
  | { do: "text"; text: string; sentences?: readonly string[] }
  | { do: "check-all" | "undo" | "dismiss" };

/** One act of a person on the rows. Pure; nothing a person wrote is lost without a change that can be undone. */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
  // A struck row can only be put back.
  if ("id" in action && action.do !== "restore" && !activeRows(state).some(({ id }) => id === action.id))
    return state;
  switch (action.do) {
    case "type":
      return typed(state, action.id, action.url);
    case "add":
      return added(state, action.below);
    case "remove":
      return removed(state, action.id);
    case "restore":
      return { ...put(state, action.id, restored), focus: { id: action.id } };
    case "check":
      return put(state, action.id, (row) => ({ ...row, checked: row.url }));
    case "check-all":
      return { ...state, rows: state.rows.map((row) => ({ ...row, checked: row.url })) };
    case "paste":
      return pasted(state, action);
    case "fix":
      return fixed(state, action.id, action.url);
    case "expand":
      return expanded(state, action.id);
    case "text":
      return retyped(state, action.text, action.sentences ?? []);
    case "undo":
      return undone(state);
    case "dismiss":
      return { ...state, change: undefined };
  }
}

const restored = (row: EditorRow): EditorRow => ({
  ...row,
  url: row.registered ?? row.url,
  removed: false,
  checked: row.registered ?? row.checked,
});

function put(state: EditorState, id: number, change: (row: EditorRow) => EditorRow): EditorState {
  return { ...state, rows: state.rows.map((row) => (row.id === id ? change(row) : row)) };
}

/** Puts URLs in place of one row: the first one into it, the others below. */
function spread(state: EditorState, id: number, urls: readonly string[]): EditorState {
  const ids = urls.map((_, place) => (place === 0 ? id : state.nextId + place - 1));
  return {
    ...state,
    rows: state.rows.flatMap((row) =>
      row.id === id
        ? urls.map((url, place) =>
            place === 0 ? { ...row, url, checked: url } : newRow(ids[place] ?? id, url, url),
          )
        : [row],
    ),
    nextId: state.nextId + urls.length - 1,
    focus: { id: ids.at(-1) ?? id },
  };
}

function typed(state: EditorState, id: number, url: string): EditorState {
  const row = state.rows.find((each) => each.id === id);
  // A line break cannot be typed into a row: it was dropped or dictated into it.
  if (row && /[\r\n]/.test(url) && !/[\r\n]/.test(row.url)) {
    const { urls, changes } = splitPaste(url);
    const sentences = changes.map(({ sentence }) => sentence);
    if (urls.length > 0) return withChange(state, spread(state, id, urls), sentences);
  }
  return put(state, id, (each) => ({ ...each, url }));
}

function added(state: EditorState, below: number | undefined): EditorState {
  const place = state.rows.findIndex(({ id }) => id === below);
  const at = place < 0 ? state.rows.length : place + 1;
  return {
    ...state,
    rows: state.rows.toSpliced(at, 0, newRow(state.nextId)),
    nextId: state.nextId + 1,
    focus: { id: state.nextId },
  };
}

function removed(state: EditorState, id: number): EditorState {
  const place = state.rows.findIndex((row) => row.id === id);
  const row = state.rows[place];
  if (!row) return state;
  const { url, registered } = row;
  const sentences = isBlankUrl(url) || url === registered ? [] : ["Removed"];
  if (registered !== undefined) {
    const struck = put(state, id, (each) => ({
      ...each,
      url: registered,
      removed: true,
      checked: registered,
    }));
    return withChange(state, { ...struck, focus: { id } }, sentences, url);
  }
  const neighbour =
    state.rows.slice(0, place).findLast((each) => !each.removed) ??
    activeRows({ rows: state.rows.slice(place + 1) })[0];
  const left = orBlank({ ...state, rows: state.rows.toSpliced(place, 1) });
  const focus = neighbour ?? left.rows[0];
  return withChange(state, { ...left, focus: focus && { id: focus.id } }, sentences, url);
}

function pasted(
  state: EditorState,
  { id, text, start, end }: Extract<EditorAction, { do: "paste" }>,
): EditorState {
  const row = state.rows.find((each) => each.id === id);
  if (!row) return state;
  const { urls, changes } = splitPaste(text);
  const sentences = changes.map(({ sentence }) => sentence);
  const [head, tail] = [row.url.slice(0, start), row.url.slice(end)];
  if (urls.length < 2) {
    const [only = ""] = urls;
    const after = put(state, id, (each) => ({ ...each, url: head + only + tail }));
    return withChange(state, { ...after, focus: { id, caret: start + only.length } }, sentences);
  }
  const kept = isBlankUrl(head + tail) ? urls : [row.url, ...urls];
  return withChange(state, spread(state, id, kept), sentences);
}

function fixed(state: EditorState, id: number, url: string): EditorState {
  const row = state.rows.find((each) => each.id === id);
  const number = activeRows(state).findIndex((each) => each.id === id) + 1;
  const after = put(state, id, (each) => ({ ...each, url, checked: url }));
  return withChange(state, { ...after, focus: { id } }, [`Corrected URL ${number}. It was`], row?.url);
}

function expanded(state: EditorState, id: number): EditorState {
  const row = state.rows.find((each) => each.id === id);
  const range = row && expandPortRange(row.url);
  if (!range || !("urls" in range)) return state;
  return withChange(
    state,
    spread(state, id, range.urls),
    [`Expanded into ${range.urls.length} URLs. It was`],
    row.url,
  );
}
