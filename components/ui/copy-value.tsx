"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import { cn } from "@/lib/cn";

export type CopyValueProps = {
  value: string;
  /** What it is, as it stands after "Copy": "client ID". */
  what: string;
  /** Characters kept at the start and at the end; "all" wraps the whole value instead. */
  keep?: readonly [head: number, tail: number] | "all" | undefined;
  className?: string | undefined;
};

/** An id with its copy button. The whole value shows on hover and when the button has focus. */
export function CopyValue({ value, what, keep = [8, 4], className }: CopyValueProps) {
  return (
    <span className={cn("inline-flex max-w-full items-center gap-1.5 align-top", className)}>
      {keep === "all" ? (
        <bdi className="min-w-0 font-mono text-sm wrap-anywhere">{value}</bdi>
      ) : (
        <MiddleTruncate value={value} head={keep[0]} tail={keep[1]} focusable={false} />
      )}
      <CopyButton value={value} what={what} className="-my-0.5" detail={keep === "all" ? undefined : value} />
    </span>
  );
}
