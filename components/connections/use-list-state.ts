"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { type Sort, type SortColumn, sortColumns } from "@/lib/connection-list";

const kindFilters = ["all", "custom", "published"] as const;
const clientFilters = ["all", "confidential", "public"] as const;
export type KindFilter = (typeof kindFilters)[number];
export type ClientFilter = (typeof clientFilters)[number];

type ListState = {
  search: string;
  kind: KindFilter;
  client: ClientFilter;
  sort: Sort;
  created: string | undefined;
};

const defaultSort: Sort = { column: "name", descending: false };

/** Search, filters, sort and the row to point out, kept in the URL so that reload, sharing and Back give the same view. */
export function useListState() {
  const pathname = usePathname();
  const query = useSearchParams();
  const column = sortColumns.find((name) => name === query.get("sort"));
  const state: ListState = {
    search: query.get("q") ?? "",
    kind: kindFilters.find((kind) => kind === query.get("kind")) ?? "all",
    client: clientFilters.find((client) => client === query.get("client")) ?? "all",
    sort: column ? { column, descending: query.get("order") === "desc" } : defaultSort,
    created: query.get("created") ?? undefined,
  };

  const set = useCallback(
    (changes: Record<string, string | undefined>) => {
      // Read from the address, not from the last render: two changes may come before React renders again.
      const next = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      // Next takes over an entry without state of its own, and tells useSearchParams.
      history.replaceState(null, "", next.size > 0 ? `${pathname}?${next}` : pathname);
    },
    [pathname],
  );

  return {
    ...state,
    setSearch: useCallback((search: string) => set({ q: search, created: undefined }), [set]),
    setKind: (kind: KindFilter) => set({ kind: kind === "all" ? undefined : kind }),
    setClient: (client: ClientFilter) => set({ client: client === "all" ? undefined : client }),
    clear: () => set({ q: undefined, kind: undefined, client: undefined }),
    setSort: ({ column, descending }: Sort) => set({ sort: column, order: descending ? "desc" : undefined }),
    toggleSort: (column: SortColumn) => {
      const descending = state.sort.column === column && !state.sort.descending;
      set({ sort: column, order: descending ? "desc" : undefined });
    },
  };
}
