"use client";

import { useSyncExternalStore } from "react";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";

export type RelativeTimeProps = {
  /** Milliseconds since 1970, or anything `Date` reads. */
  value: number | string;
  /** False inside a link or a button, which brings its own focus. */
  focusable?: boolean | undefined;
  className?: string | undefined;
};

const step = 10_000;
const units = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;
const words = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const exact = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "long",
});

function watchClock(onTick: () => void) {
  const timer = setInterval(onTick, step);
  return () => clearInterval(timer);
}

function readClock(): number | null {
  return Math.floor(Date.now() / step) * step;
}

function relative(time: number, now: number): string {
  const distance = time - now;
  const unit = units.find(([, length]) => Math.abs(distance) >= length);
  return unit ? words.format(Math.trunc(distance / unit[1]), unit[0]) : "just now";
}

/** The same for server and browser, whose zones differ: it stands until the clock of the browser is known. */
function universal(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How long ago, in words; the exact local time with its zone on hover and focus. */
export function RelativeTime({ value, focusable = true, className }: RelativeTimeProps) {
  const now = useSyncExternalStore(watchClock, readClock, () => null);
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return <span className={className}>{String(value)}</span>;

  return (
    <Tooltip content={now === null ? universal(date) : exact.format(date)}>
      <time
        dateTime={date.toISOString()}
        tabIndex={focusable ? 0 : undefined}
        className={cn("rounded-md whitespace-nowrap", className)}
      >
        {now === null ? universal(date) : relative(date.getTime(), now)}
      </time>
    </Tooltip>
  );
}
