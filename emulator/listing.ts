import type { Account } from "./account";

/** The rows a list shows: not those that lag behind, and only those that have the keyword in one of their texts. */
export function* listed<T extends { created_at: number }>(
  { faults }: Account,
  rows: Iterable<T>,
  keyword: string,
  textsOf: (row: T) => readonly string[],
): Generator<T> {
  const visibleUntil = Date.now() - (faults.get("list_lag")?.ms ?? 0);
  const wanted = keyword.toLowerCase();
  for (const row of rows) {
    if (row.created_at > visibleUntil) continue;
    if (wanted === "" || textsOf(row).some((text) => text.toLowerCase().includes(wanted))) yield row;
  }
}
