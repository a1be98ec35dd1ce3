"use client";

import { useDeferredValue, useMemo, useRef } from "react";
import { ConnectionsTable } from "@/components/connections/connections-table";
import { type ClientFilter, type KindFilter, useListState } from "@/components/connections/use-list-state";
import { SearchInput } from "@/components/form/search-input";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import type { Connection } from "@/lib/connection";
import { filterConnections, type Sort, sortConnections } from "@/lib/connection-list";

type Props = {
  connections: readonly Connection[];
  /** Not all pages are loaded: what is not found may still come. */
  partial: boolean;
};

/** Narrow screens have no column headers to sort by. */
const sorts = {
  "name ascending": { column: "name", descending: false },
  "name descending": { column: "name", descending: true },
  "created descending": { column: "created", descending: true },
  "created ascending": { column: "created", descending: false },
} satisfies Record<string, Sort>;

const sortOptions: { value: keyof typeof sorts; label: string }[] = [
  { value: "name ascending", label: "by name, A to Z" },
  { value: "name descending", label: "by name, Z to A" },
  { value: "created descending", label: "newest first" },
  { value: "created ascending", label: "oldest first" },
];

const kindOptions: { value: KindFilter; label: string }[] = [
  { value: "all", label: "all" },
  { value: "custom", label: "custom" },
  { value: "published", label: "published" },
];

const clientOptions: { value: ClientFilter; label: string }[] = [
  { value: "all", label: "all" },
  { value: "confidential", label: "confidential" },
  { value: "public", label: "public" },
];

/** Search over the loaded connections, and the table. */
export function ConnectionsList({ connections, partial }: Props) {
  const { search, setSearch, kind, setKind, client, setClient, clear, sort, setSort, toggleSort, created } =
    useListState();
  const deferredSearch = useDeferredValue(search);
  const { column, descending } = sort;
  const rows = useMemo(() => {
    const ofKind = connections.filter(
      (each) =>
        (kind === "all" || each.kind === kind) &&
        (client === "all" || each.confidential === (client === "confidential")),
    );
    return sortConnections(filterConnections(ofKind, deferredSearch), { column, descending });
  }, [connections, kind, client, deferredSearch, column, descending]);

  const searchRef = useRef<HTMLInputElement>(null);
  const isFiltered = deferredSearch !== "" || kind !== "all" || client !== "all";

  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="w-full lg:w-96">
          <SearchInput
            ref={searchRef}
            label="Search connections"
            placeholder="Search name, client ID, URL, scope, creator"
            value={search}
            onChange={setSearch}
          />
        </div>
        <Select prefix="Kind" size="md" options={kindOptions} value={kind} onChange={setKind} />
        <Select prefix="Client" size="md" options={clientOptions} value={client} onChange={setClient} />
        <Select
          prefix="Sort"
          size="md"
          options={sortOptions}
          value={`${column} ${descending ? "descending" : "ascending"}`}
          onChange={(chosen) => setSort(sorts[chosen])}
          className="lg:hidden"
        />
        <p role="status" className="text-muted tabular-nums">
          {isFiltered &&
            `${rows.length.toLocaleString("en")} of ${connections.length.toLocaleString("en")} match`}
        </p>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={deferredSearch ? `Nothing matches “${deferredSearch}”` : "Nothing matches the filters"}
          actions={
            <Button
              onClick={() => {
                clear();
                // The button goes away with what it clears.
                searchRef.current?.focus();
              }}
            >
              Clear search and filters
            </Button>
          }
        >
          <p>
            {partial
              ? "Not all connections are loaded yet. The search goes on as they arrive."
              : "The search looks at name, client ID, integration ID, redirect URLs, scopes and creator."}
          </p>
        </EmptyState>
      ) : (
        <ConnectionsTable rows={rows} sort={sort} onSort={toggleSort} created={created} />
      )}
    </div>
  );
}
