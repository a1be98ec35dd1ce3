const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Local time of day with seconds. `milliseconds` since the epoch. */
export function formatTime(milliseconds: number): string {
  return time.format(milliseconds);
}

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

/** Local time of day, such as 14:32. `milliseconds` since the epoch. */
export function formatClock(milliseconds: number): string {
  return clock.format(milliseconds);
}
