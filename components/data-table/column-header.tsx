"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type ColumnHeaderProps = {
  children: ReactNode;
  /** How the rows are sorted by this column; leave it out where they cannot be. */
  sort?: "ascending" | "descending" | "none" | undefined;
  onSort?: (() => void) | undefined;
  className?: string | undefined;
};

/** The head of a column. The arrow keeps its room, so that sorting moves nothing. */
export function ColumnHeader({ children, sort, onSort, className }: ColumnHeaderProps) {
  const Arrow = sort === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={cn("h-9 px-2 text-left text-sm font-medium whitespace-nowrap text-muted", className)}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="group/sort -mx-1.5 inline-flex h-7 cursor-pointer items-center gap-1 rounded-md px-1.5 font-medium transition-colors hover:bg-hover hover:text-default"
        >
          {children}
          <Arrow
            aria-hidden
            className={cn(
              "size-3.5",
              (sort ?? "none") === "none" &&
                "opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60",
            )}
          />
        </button>
      ) : (
        children
      )}
    </th>
  );
}
