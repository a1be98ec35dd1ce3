import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** A bordered surface. Its padding is the caller's unless asked for. */
export function Panel({ children, padded = false, className }: PanelProps) {
  return (
    <div className={cn("rounded-lg border border-default bg-surface", padded && "p-4", className)}>
      {children}
    </div>
  );
}

export type PanelProps = {
  children: ReactNode;
  padded?: boolean | undefined;
  className?: string | undefined;
};
