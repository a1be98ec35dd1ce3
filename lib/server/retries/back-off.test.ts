import fc from "fast-check";
import { expect, test } from "vitest";
import { backOff } from "@/lib/server/retries/back-off";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("the ceiling doubles up to 8 s, and the wait lies anywhere below it", () => {
  const ceilings = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000];
  for (const [index, ceiling] of ceilings.entries()) {
    expect(backOff(index + 1, { random: 0 })).toBe(0);
    expect(backOff(index + 1, { random: 0.5 })).toBe(ceiling / 2);
    expect(backOff(index + 1, { random: 1 - Number.EPSILON })).toBe(ceiling - 1);
  }
});

test("what Databricks asked for is never undercut", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(100_000), random, (attempts, asked, chance) => {
      const wait = backOff(attempts, { asked, random: chance });
      expect(wait).toBeGreaterThanOrEqual(asked);
      expect(wait).toBeLessThanOrEqual(Math.max(asked, 8_000));
      expect(Number.isInteger(wait)).toBe(true);
    }),
  );
});
