import "server-only";
import { z } from "@/lib/zod";

/** Milliseconds in one of each. */
const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A span of time as people configure it: a whole number of minutes, hours or days, such as 15m, 24h or 7d. */
export type Span = `${number}${keyof typeof units}`;

/** Milliseconds of a span from `least` to `most`, both included. */
export const spanSchema = (least: Span, most: Span) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}[mhd]$/)
    .transform(milliseconds)
    .pipe(z.number().min(milliseconds(least)).max(milliseconds(most)));

function milliseconds(span: string): number {
  const unit = span.endsWith("d") ? "d" : span.endsWith("h") ? "h" : "m";
  return Number(span.slice(0, -1)) * units[unit];
}
