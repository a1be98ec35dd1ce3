import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DurationUnit, exactUnit, formatMinutes, formatMinutesShort, minutesPer } from "@/lib/duration";

const units: readonly DurationUnit[] = ["day", "hour", "minute"];
const wholeMinutes = fc.oneof(
  fc.nat({ max: 3_000 }),
  fc.nat({ max: 2_000_000 }),
  fc.nat({ max: 1_000 }).map((days) => days * 1_440),
);

describe("a duration in words", () => {
  test.each([
    [0, "0 minutes", "0 min"],
    [1, "1 minute", "1 min"],
    [2, "2 minutes", "2 min"],
    [59, "59 minutes", "59 min"],
    [60, "1 hour", "1 h"],
    [61, "1 hour 1 minute", "1 h 1 min"],
    [90, "1 hour 30 minutes", "1 h 30 min"],
    [120, "2 hours", "2 h"],
    [1_439, "23 hours 59 minutes", "23 h 59 min"],
    [1_440, "1 day", "1 d"],
    [1_441, "1 day 1 minute", "1 d 1 min"],
    [1_501, "1 day 1 hour 1 minute", "1 d 1 h 1 min"],
    [3_030, "2 days 2 hours 30 minutes", "2 d 2 h 30 min"],
    [10_080, "7 days", "7 d"],
    [129_600, "90 days", "90 d"],
    [525_600, "365 days", "365 d"],
    [1_440_000, "1,000 days", "1,000 d"],
  ])("%i minutes", (minutes, words, short) => {
    expect(formatMinutes(minutes)).toBe(words);
    expect(formatMinutesShort(minutes)).toBe(short);
  });

  test("reads back as the same number of minutes, each unit once and the largest first", () => {
    fc.assert(
      fc.property(wholeMinutes, (minutes) => {
        const parts = readBack(formatMinutes(minutes));
        expect(parts.reduce((sum, { count, unit }) => sum + count * minutesPer(unit), 0)).toBe(minutes);
        const order = parts.map(({ unit }) => units.indexOf(unit));
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        for (const { count, unit } of parts)
          if (unit !== "day") expect(count).toBeLessThan(minutesPer(unit) * 60);
      }),
      { numRuns: 5_000 },
    );
  });

  test("says the same when it is short", () => {
    fc.assert(
      fc.property(wholeMinutes, (minutes) => {
        const long = formatMinutesShort(minutes)
          .replace(/(\d) d\b/, "$1 day")
          .replace(/(\d) h\b/, "$1 hour")
          .replace(/(\d) min\b/, "$1 minute");
        expect(long).toBe(formatMinutes(minutes).replaceAll(/(day|hour|minute)s/g, "$1"));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the unit a duration is edited in", () => {
  test.each<[minutes: number, unit: DurationUnit]>([
    [0, "minute"],
    [5, "minute"],
    [60, "hour"],
    [90, "minute"],
    [1_380, "hour"],
    [1_440, "day"],
    [1_500, "hour"],
    [10_080, "day"],
    [-60, "minute"],
    [Number.NaN, "minute"],
    [0.5, "minute"],
  ])("%d minutes are edited in %ss", (minutes, unit) => {
    expect(exactUnit(minutes)).toBe(unit);
  });

  test("divides it without a rest, and no larger one does", () => {
    fc.assert(
      fc.property(
        wholeMinutes.filter((minutes) => minutes > 0),
        (minutes) => {
          const unit = exactUnit(minutes);
          expect(minutes % minutesPer(unit)).toBe(0);
          for (const larger of units.slice(0, units.indexOf(unit)))
            expect(minutes % minutesPer(larger)).not.toBe(0);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("has as many minutes as clocks and calendars say", () => {
    expect(units.map(minutesPer)).toEqual([24 * 60, 60, 1]);
  });
});

function readBack(words: string): { count: number; unit: DurationUnit }[] {
  return [...words.matchAll(/([\d,]+) (day|hour|minute)(s?)/g)].map(([, digits = "", name, plural]) => {
    const count = Number(digits.replaceAll(",", ""));
    expect(plural).toBe(count === 1 ? "" : "s");
    return { count, unit: units.find((unit) => unit === name) ?? "minute" };
  });
}
