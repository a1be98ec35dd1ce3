/** One row of the editor. */
export interface EditorRow {
  /** Stays while the row lives, wherever it moves. */
  id: number;
  url: string;
  /** The URL the connection has in this place; undefined in a new row. */
  registered: string | undefined;
  /** Taken out, and shown until the save as what may break. Only registered rows are. */
  removed: boolean;
  /** The text when it was last judged: on leaving the row and on submit. */
  checked: string | undefined;
}

/** What was done to several characters or rows at once, in words, and how to take it back. */
export interface EditorChange {
  sentences: readonly string[];
  /** The URL the last sentence ends with. */
  url: string | undefined;
  before: readonly EditorRow[];
  after: readonly EditorRow[];
}

export interface EditorState {
  rows: readonly EditorRow[];
  nextId: number;
  change: EditorChange | undefined;
  /** The row that takes the focus after an act, and where its caret goes. */
  focus: { id: number; caret?: number } | undefined;
}

export const noRows: EditorState = { rows: [], nextId: 0, change: undefined, focus: undefined };

export const activeRows = ({ rows }: Pick<EditorState, "rows">): readonly EditorRow[] =>
  rows.filter(({ removed }) => !removed);

/** The list as it would be saved, blank rows included. */
export const urlsOf = (state: Pick<EditorState, "rows">): string[] => activeRows(state).map(({ url }) => url);

export const newRow = (id: number, url = "", checked?: string): EditorRow => ({
  id,
  url,
  registered: undefined,
  removed: false,
  checked,
});

export function withChange(
  before: EditorState,
  after: EditorState,
  sentences: readonly string[],
  url?: string,
) {
  return sentences.length === 0
    ? after
    : { ...after, change: { sentences, url, before: before.rows, after: after.rows } };
}

/** An editor without any row has a blank one to write into. */
export function orBlank(state: EditorState): EditorState {
  if (state.rows.length > 0) return state;
  return { ...state, rows: [newRow(state.nextId)], nextId: state.nextId + 1 };
}
