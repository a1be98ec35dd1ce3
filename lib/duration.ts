/** Minutes per unit, largest first. */
const units = [
  { unit: "day", minutes: 1440 },
  { unit: "hour", minutes: 60 },
  { unit: "minute", minutes: 1 },
] as const;

export type DurationUnit = (typeof units)[number]["unit"];

/** Minutes in one `unit`. */
export function minutesPer(unit: DurationUnit): number {
  return units.find((entry) => entry.unit === unit)?.minutes ?? 1;
}

/** The largest unit that divides `minutes` exactly, so that nothing is rounded away. */
export function exactUnit(minutes: number): DurationUnit {
  return units.find((entry) => minutes > 0 && minutes % entry.minutes === 0)?.unit ?? "minute";
}

/** `minutes` in words and exact: 90 is "1 hour 30 minutes", 10080 is "7 days". */
export function formatMinutes(minutes: number): string {
  const parts: string[] = [];
  let rest = minutes;
  for (const { unit, minutes: size } of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ") || "0 minutes";
}

/** `minutes` for a dense table: "1 h", "7 d", "1 h 30 min". */
export function formatMinutesShort(minutes: number): string {
  return formatMinutes(minutes)
    .replace(/ days?/, " d")
    .replace(/ hours?/, " h")
    .replace(/ minutes?/, " min");
}
