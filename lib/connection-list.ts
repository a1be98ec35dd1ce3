import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";

export const sortColumns = ["name", "created"] as const;
export type SortColumn = (typeof sortColumns)[number];
export type Sort = { column: SortColumn; descending: boolean };

type Searchable = Pick<
  CustomAppIntegration,
  "name" | "client_id" | "integration_id" | "creator_username" | "redirect_urls" | "scopes"
>;
type Sortable = Pick<CustomAppIntegration, "name" | "create_time">;

const haystacks = new WeakMap<Searchable, string>();

/**
 * Everything one might look a connection up by, one field a line so that no match spans two. Upper case, because
 * the lower case of a Greek sigma depends on the letters around it.
 */
function haystackOf(connection: Searchable): string {
  let haystack = haystacks.get(connection);
  if (haystack === undefined) {
    const { name, client_id, integration_id, creator_username = "", redirect_urls, scopes } = connection;
    haystack = [name, client_id, integration_id, creator_username, ...redirect_urls, ...scopes]
      .join("\n")
      .toUpperCase();
    haystacks.set(connection, haystack);
  }
  return haystack;
}

/** The connections in which every word of `search` occurs. */
export function filterConnections<Item extends Searchable>(
  connections: readonly Item[],
  search: string,
): readonly Item[] {
  const words = search.toUpperCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return connections;
  return connections.filter((connection) => {
    const haystack = haystackOf(connection);
    return words.every((word) => haystack.includes(word));
  });
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** A sorted copy. Equal rows keep upstream's order. */
export function sortConnections<Item extends Sortable>(
  connections: readonly Item[],
  { column, descending }: Sort,
): Item[] {
  const sign = descending ? -1 : 1;
  const compare =
    column === "name"
      ? (a: Item, b: Item) => names.compare(a.name, b.name)
      : (a: Item, b: Item) => createdAt(a) - createdAt(b);
  return [...connections].sort((a, b) => sign * compare(a, b));
}

function createdAt({ create_time = "" }: Sortable): number {
  const time = Date.parse(create_time);
  return Number.isNaN(time) ? 0 : time;
}
