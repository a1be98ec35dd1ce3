"use client";

import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";

export type MiddleTruncateProps = {
  value: string;
  /** Characters kept at the start. */
  head?: number | undefined;
  /** Characters kept at the end. */
  tail?: number | undefined;
  /** False where something focusable beside it shows the whole value. */
  focusable?: boolean | undefined;
  className?: string | undefined;
};

/**
 * A long id with its middle folded away. The whole value stays in the text, so that the browser's search finds it,
 * a selection copies it and a screen reader reads it.
 */
export function MiddleTruncate({
  value,
  head = 8,
  tail = 4,
  focusable = true,
  className,
}: MiddleTruncateProps) {
  const characters = Array.from(value);
  const looks = cn("rounded-md font-mono text-sm leading-none", className);

  if (characters.length <= head + tail + 1) return <bdi className={looks}>{value}</bdi>;

  return (
    <Tooltip content={<bdi className="font-mono">{value}</bdi>}>
      <bdi tabIndex={focusable ? 0 : undefined} className={cn(looks, "whitespace-nowrap")}>
        {characters.slice(0, head).join("")}
        <span className="text-[0px] leading-none before:text-sm before:leading-none before:[content:'…'_/_'']">
          {characters.slice(head, -tail).join("")}
        </span>
        {characters.slice(-tail).join("")}
      </bdi>
    </Tooltip>
  );
}
