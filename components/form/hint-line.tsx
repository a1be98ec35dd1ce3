import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type HintLineProps = {
  level: "warning" | "note";
  id?: string | undefined;
  children: ReactNode;
  className?: string | undefined;
};

/** Something to know about a value that is allowed, right beside it. */
export function HintLine({ level, id, children, className }: HintLineProps) {
  const warns = level === "warning";
  const Icon = warns ? TriangleAlert : Info;
  return (
    <p id={id} className={cn("flex gap-1.5 text-sm", warns ? "text-warning" : "text-muted", className)}>
      <Icon role="img" aria-label={warns ? "Warning:" : "Note:"} className="mt-0.5" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
