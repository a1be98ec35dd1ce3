import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenBucket } from "@/lib/server/retries/token-bucket";

const start = 1_800_000_000_000;

test("ten go at once, the next wait a tenth of a second each, in their order", () => {
  const bucket = new TokenBucket();
  const waits = Array.from({ length: 13 }, () => bucket.take(start));
  expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 100, 200, 300]);
  expect(bucket.take(start + 300)).toBe(100);
  expect(bucket.take(start + 10_000)).toBe(0);
});

test("a clock that jumps back gives nothing away", () => {
  const bucket = new TokenBucket();
  for (let call = 0; call < 10; call++) bucket.take(start);
  expect(bucket.take(start - 60_000)).toBe(100);
  expect(bucket.take(start)).toBe(200);
});

test("no second sees more than twenty calls, no ten seconds more than 110", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 200 }), (gaps) => {
      const bucket = new TokenBucket();
      let now = start;
      const calls = gaps.map((gap) => {
        now += gap;
        return now + bucket.take(now);
      });
      expect(calls).toEqual(calls.toSorted((a, b) => a - b));
      for (const from of calls) {
        expect(calls.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(20);
        expect(calls.filter((at) => at >= from && at < from + 10_000).length).toBeLessThanOrEqual(110);
      }
    }),
  );
});
