import { CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type StatusNoteProps = {
  /** What has happened; nothing while there is nothing to say. The region must be there before the words. */
  children: ReactNode;
  tone?: "success" | "info" | undefined;
  className?: string | undefined;
};

/** Says something once, quietly, where one looks, and to the ear without taking focus. */
export function StatusNote({ children, tone = "success", className }: StatusNoteProps) {
  const Icon = tone === "success" ? CircleCheck : Info;
  return (
    <div role="status" className={cn("text-sm", className)}>
      {children && (
        <span className="flex animate-rise gap-1.5">
          <Icon aria-hidden className={cn("mt-0.5", tone === "success" ? "text-success" : "text-info")} />
          <span className="min-w-0">{children}</span>
        </span>
      )}
    </div>
  );
}
