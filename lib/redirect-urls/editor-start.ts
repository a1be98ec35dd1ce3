import { activeRows, type EditorRow, type EditorState, urlsOf } from "./editor-row";
import { isBlankUrl } from "./judge-list";

/**
 * The rows for a list that comes from outside: loaded, discarded, saved. Rows that are still there keep their
 * identity, and registered URLs that the list lacks stand struck through where they were.
 */
export function rebuildRows(
  state: EditorState,
  urls: readonly string[],
  existing: readonly string[],
): EditorState {
  const pool = [...activeRows(state)];
  const unclaimed = [...existing];
  const claim = (url: string | undefined) => take(unclaimed, (each) => each === url);
  const kept = urls.map((url) => ({
    url,
    row: take(pool, (each) => each.url === url),
    registered: claim(url),
  }));
  let { nextId } = state;
  const rows = kept.map(
    ({ url, row, registered }): EditorRow => ({
      id: row?.id ?? nextId++,
      url,
      registered: registered ?? claim(row?.registered),
      removed: false,
      checked: row ? row.checked : isBlankUrl(url) ? undefined : url,
    }),
  );
  const struck = state.rows.filter((row) => row.removed);
  let place = 0;
  for (const url of existing) {
    const at = rows.findIndex(({ registered }, index) => index >= place && registered === url);
    if (at >= 0) place = at + 1;
    else if (claim(url) !== undefined) {
      const id = take(struck, (row) => row.registered === url)?.id ?? nextId++;
      rows.splice(place, 0, { id, url, registered: url, removed: true, checked: url });
      place += 1;
    }
  }
  if (rows.length === 0)
    rows.push({ id: nextId++, url: "", registered: undefined, removed: false, checked: undefined });
  return { rows, nextId, change: undefined, focus: undefined };
}

/** Whether the rows stand for a list. A list without any URL is one blank row. */
export function standFor(state: EditorState, urls: readonly string[]): boolean {
  const own = urlsOf(state);
  return sameUrls(own, urls) || (urls.length === 0 && sameUrls(own, [""]));
}

export function sameUrls(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((url, index) => url === b[index]);
}

function take<T>(list: T[], fits: (item: T) => boolean): T | undefined {
  const place = list.findIndex(fits);
  return place < 0 ? undefined : list.splice(place, 1)[0];
}
