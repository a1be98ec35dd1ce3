"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { ConnectionRow } from "@/components/connections/connection-row";
import { ColumnHeader } from "@/components/data-table/column-header";
import type { Connection } from "@/lib/connection";
import type { Sort, SortColumn } from "@/lib/connection-list";

type Props = {
  rows: readonly Connection[];
  sort: Sort;
  onSort: (column: SortColumn) => void;
  /** The id of a connection made just now: its row is brought into view and marked. */
  created: string | undefined;
};

/** Pixels of a row on wide screens; narrow ones are measured. */
const rowHeight = 40;

/** The connections as a table of which only the rows in view exist. Under 768 px a row has two lines. */
export function ConnectionsTable({ rows, sort, onSort, created }: Props) {
  const ref = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.integration_id ?? index,
    overscan: 12,
    scrollMargin,
  });

  useLayoutEffect(() => {
    const top = ref.current?.getBoundingClientRect().top ?? 0;
    setScrollMargin(top + window.scrollY);
  }, []);

  const createdIndex = created ? rows.findIndex((row) => row.integration_id === created) : -1;
  useEffect(() => {
    if (createdIndex >= 0) virtualizer.scrollToIndex(createdIndex, { align: "center" });
  }, [createdIndex, virtualizer]);

  const items = virtualizer.getVirtualItems();
  const before = (items[0]?.start ?? scrollMargin) - scrollMargin;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin);

  return (
    <div className="overflow-clip rounded-lg border border-default bg-surface">
      <table
        aria-label="Connections"
        aria-rowcount={rows.length + 1}
        className="block w-full lg:table lg:table-fixed"
      >
        <thead className="sticky top-12 z-10 max-lg:hidden">
          <tr aria-rowindex={1} className="*:border-b *:border-default *:bg-surface">
            <ColumnHeader sort={directionOf(sort, "name")} onSort={() => onSort("name")} className="pl-4">
              Name
            </ColumnHeader>
            <ColumnHeader className="w-48">Client</ColumnHeader>
            <ColumnHeader>Redirect URLs</ColumnHeader>
            <ColumnHeader className="w-36 max-xl:hidden">Scopes</ColumnHeader>
            <ColumnHeader className="w-28">Lifetimes</ColumnHeader>
            <ColumnHeader
              sort={directionOf(sort, "created")}
              onSort={() => onSort("created")}
              className="w-40 pr-4"
            >
              Created
            </ColumnHeader>
          </tr>
        </thead>
        <tbody ref={ref} className="max-lg:block">
          <Spacer height={before} />
          {items.map((item) => {
            const connection = rows[item.index];
            return (
              connection && (
                <ConnectionRow
                  key={connection.integration_id}
                  ref={virtualizer.measureElement}
                  index={item.index}
                  connection={connection}
                  isNew={connection.integration_id === created}
                />
              )
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows out of view. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="max-lg:block">
      <td className="p-0 max-lg:block" style={{ height }} />
    </tr>
  );
}

function directionOf({ column, descending }: Sort, ofColumn: SortColumn) {
  if (column !== ofColumn) return "none";
  return descending ? "descending" : "ascending";
}
