const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Local time of day with seconds. `milliseconds` since the epoch. */
export function formatTime(milliseconds: number): string {
  return time.format(milliseconds);
}
