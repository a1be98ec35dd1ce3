import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { parseRetryAfter } from "@/lib/server/upstream-failure";
import { codeUnits } from "@/lib/testing/arbitraries";

describe("the time to wait", () => {
  const now = Date.parse("2026-01-02T00:00:00.000Z");

  test.each<[header: string | undefined, seconds: number | undefined]>([
    [undefined, undefined],
    ["", undefined],
    [" ", undefined],
    ["0", 0],
    ["1", 1],
    ["30", 30],
    [" 30 ", 30],
    ["007", 7],
    ["3600", 3_600],
    ["3601", 3_600],
    ["1000000000", 3_600],
    ["9".repeat(400), 3_600],
    ["-1", undefined],
    ["-5", undefined],
    ["+5", undefined],
    ["1.5", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["5,10", undefined],
    ["30, 30", undefined],
    ["30s", undefined],
    ["٣٠", undefined],
    ["NaN", undefined],
    ["Infinity", undefined],
    ["soon", undefined],
    ["soon 2099", undefined],
    ["in 2 hours", undefined],
    ["2099", 2_099],
    ["2026-01-02T00:00:30Z", undefined],
    ["12/31/2099", undefined],
    ["Fri, 02 Jan 2026 00:00:00 GMT", 0],
    ["Fri, 02 Jan 2026 00:00:10 GMT", 10],
    [" Fri, 02 Jan 2026 00:00:10 GMT ", 10],
    ["Fri, 02 Jan 2026 00:59:59 GMT", 3_599],
    ["Fri, 02 Jan 2026 01:00:01 GMT", 3_600],
    ["Wed, 21 Oct 2099 07:28:00 GMT", 3_600],
    ["Thu, 01 Jan 2026 23:59:59 GMT", undefined],
    ["Sun, 06 Nov 1994 08:49:37 GMT", undefined],
    ["Fri, 02 Jan 2026 00:00:10 +0200", undefined],
    ["Fri, 02 Jan 2026 00:00:10 GMT GMT", undefined],
    ["on Fri, 02 Jan 2026 00:00:10 GMT", undefined],
    ["Friday, 02-Jan-26 00:00:10 GMT (UTC)", undefined],
    ["on Friday, 02-Jan-26 00:00:10 GMT", undefined],
    ["Fri Jan  2 00:00:10 2026 (UTC)", undefined],
    ["on Fri Jan  2 00:00:10 2026", undefined],
    ["Fri, 02 Jan 2026 00:00:10", undefined],
    ["Fri, 99 Jan 2026 00:00:10 GMT", undefined],
    ["Fri, 02 Jan 2026 25:00:10 GMT", undefined],
    ["Friday, 02-Jan-26 00:00:10 GMT", 10],
    ["Fri Jan  2 00:00:10 2026", 10],
  ])("is read from %j as %j seconds", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  test.each(["UTC", "America/New_York", "Asia/Kathmandu"])("is the same on a console in %s", (zone) => {
    vi.stubEnv("TZ", zone);
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const date of [
      "Fri, 02 Jan 2026 00:00:10 GMT",
      "Friday, 02-Jan-26 00:00:10 GMT",
      "Fri Jan  2 00:00:10 2026",
    ])
      expect(parseRetryAfter(date, now)).toBe(10);
  });

  test("is rounded up, so that nobody comes back too early", () => {
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 1)).toBe(10);
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 999)).toBe(10);
    expect(parseRetryAfter("Fri, 02 Jan 2026 00:00:10 GMT", now + 1_000)).toBe(9);
  });

  test("is whole seconds from none to an hour, or nothing, whatever the header says", () => {
    const header = fc.oneof(
      codeUnits(20),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(header, fc.integer({ min: 0, max: 4e12 }), (text, at) => {
        const seconds = parseRetryAfter(text, at);
        if (seconds === undefined) return;
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(3_600);
      }),
      { numRuns: 5_000 },
    );
  });
});
