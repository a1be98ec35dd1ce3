import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The list's size before its first page is there. */
export function ConnectionsSkeleton() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-8 w-96" />
      <TableSkeleton label="Loading connections" rows={10} />
    </div>
  );
}
