import { cn } from "@/lib/cn";

/** A turning ring. It says nothing by itself: the words beside it do. */
export function Spinner({ className = "size-4" }: { className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
      className={cn("shrink-0 animate-spin", className)}
    >
      <circle cx="8" cy="8" r="6.5" className="opacity-30" />
      <path d="M8 1.5A6.5 6.5 0 0 1 14.5 8" strokeLinecap="round" />
    </svg>
  );
}
