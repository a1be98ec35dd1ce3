import "server-only";

/** One page of a list, as a browser asked for it and Databricks answered it. */
export type ListedPage = {
  /** Who reads: pages of two people are two lists. */
  reader: string;
  page_token: string | null;
  next_page_token: string | undefined;
  ids: readonly string[];
  /** When the reading of it began, in milliseconds since the epoch. */
  readAt: number;
};

/** A list that was followed from its first page to its last. */
export type WholeList = { ids: ReadonlySet<string>; began: number };

/** Lists that are being followed, by reader and the token of the page that comes next. Oldest first. */
const underWay = new Map<string, WholeList>();
const mostUnderWay = 100;
/** Milliseconds after which a list that is still being followed says nothing any more. */
const longest = 5 * 60_000;

/**
 * Puts the pages of a list together as they pass by. Returns the list when this was its last page and all before it
 * passed by here too; undefined when more is to come, or when the beginning was not seen.
 */
export function walkOn({
  reader,
  page_token,
  next_page_token,
  ids,
  readAt,
}: ListedPage): WholeList | undefined {
  const keyOf = (token: string) => JSON.stringify([reader, token]);
  const before = page_token === null ? { ids: [], began: readAt } : underWay.get(keyOf(page_token));
  if (!before || readAt - before.began > longest) return undefined;
  const walked = { ids: new Set([...before.ids, ...ids]), began: before.began };
  if (next_page_token === undefined) return walked;
  const key = keyOf(next_page_token);
  underWay.delete(key);
  underWay.set(key, walked);
  for (const oldest of underWay.keys()) {
    if (underWay.size <= mostUnderWay) break;
    underWay.delete(oldest);
  }
  return undefined;
}
