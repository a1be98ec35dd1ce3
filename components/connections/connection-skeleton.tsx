import { Delayed } from "@/components/ui/delayed";
import { Skeleton } from "@/components/ui/skeleton";

/** A connection's page before its data is there. */
export function ConnectionSkeleton() {
  return (
    <Delayed>
      <p className="sr-only" role="status">
        Loading the connection
      </p>
      <Skeleton className="h-7 w-64" />
      <Skeleton className="mt-2 h-4 w-96" />
      <Skeleton className="mt-8 h-40 w-full max-w-form" />
      <Skeleton className="mt-8 h-40 w-full max-w-form" />
    </Delayed>
  );
}
