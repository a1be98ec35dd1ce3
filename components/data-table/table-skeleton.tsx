import { Delayed } from "@/components/ui/delayed";
import { Skeleton } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

export type TableSkeletonProps = {
  /** What is loading, for the ear: "Loading connections". */
  label: string;
  /** As many as will probably come, ten at most. */
  rows?: number | undefined;
};

const widths = ["w-40", "w-56", "w-32", "w-48", "w-44"];

/** A table's room before its first rows are there: head of 36 px, rows of 40 (64 in two lines). */
export function TableSkeleton({ label, rows = 8 }: TableSkeletonProps) {
  const places = Array.from({ length: Math.min(rows, 10) }, (_, place) => place);
  return (
    <Delayed>
      <div role="status">
        <VisuallyHidden>{label}</VisuallyHidden>
      </div>
      <div aria-hidden className="divide-y divide-subtle rounded-lg border border-default bg-surface">
        <div className="h-9 max-lg:hidden" />
        {places.map((place) => (
          <div key={place} className="flex h-16 items-center gap-8 px-4 lg:h-10">
            <div className="lg:w-60">
              <Skeleton className={`h-3 ${widths[place % widths.length] ?? "w-40"}`} />
            </div>
            <Skeleton className="h-3 w-24 max-lg:hidden" />
            <Skeleton className="h-3 w-52 max-lg:hidden" />
          </div>
        ))}
      </div>
    </Delayed>
  );
}
