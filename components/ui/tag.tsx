import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const tones = {
  neutral: "border-default text-muted",
  danger: "border-danger-border text-danger",
  warning: "border-warning-border text-warning",
  success: "border-success-border text-success",
  info: "border-info-border text-info",
};

export type TagProps = { children: ReactNode; tone?: keyof typeof tones | undefined };

/** A word that sets one thing apart from its neighbours. If every row would carry it, it is not a tag. */
export function Tag({ children, tone = "neutral" }: TagProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center rounded-md border px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
