import { cn } from "@/lib/cn";

/** A still bar where text will be. Give it the size of what comes. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span
      aria-hidden
      className={cn("block max-w-full rounded-md bg-skeleton forced-colors:border", className)}
    />
  );
}
