import fc from "fast-check";
import { expect, test } from "vitest";
import { CircuitBreaker } from "@/lib/server/retries/circuit-breaker";

const start = 1_800_000_000_000;

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (let call = 0; call < 5; call++) {
    expect(breaker.admits(start)).toBe(true);
    breaker.note(false, start);
  }
  return breaker;
}

test("opens after five failures in a row, and tries once in five seconds", () => {
  const breaker = opened();
  expect(breaker.isOpen).toBe(true);
  expect(breaker.admits(start + 4_999)).toBe(false);
  expect(breaker.admits(start + 5_000)).toBe(true);
  expect(breaker.admits(start + 5_000)).toBe(false);
  breaker.note(false, start + 5_100);
  expect(breaker.admits(start + 10_000)).toBe(false);
  expect(breaker.admits(start + 10_100)).toBe(true);
});

test("tries again when nothing was heard of the last try", () => {
  const breaker = opened();
  expect(breaker.admits(start + 5_000)).toBe(true);
  expect(breaker.admits(start + 9_999)).toBe(false);
  expect(breaker.admits(start + 10_000)).toBe(true);
});

test("closes with the first connection", () => {
  const breaker = opened();
  breaker.note(true, start + 5_000);
  expect(breaker.isOpen).toBe(false);
  expect(breaker.admits(start + 5_000)).toBe(true);
});

test("tells since when it fails, until a call connects", () => {
  const breaker = new CircuitBreaker();
  expect(breaker.failingSince).toBeUndefined();
  for (let call = 0; call < 7; call++) breaker.note(false, start + call);
  expect(breaker.failingSince).toBe(start);
  breaker.note(true, start + 8);
  expect(breaker.failingSince).toBeUndefined();
  breaker.note(false, start + 9);
  expect(breaker.failingSince).toBe(start + 9);
});

test("stays closed unless five fail in a row", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (connected) => {
      const breaker = new CircuitBreaker();
      let inARow = 0;
      for (const each of connected) {
        breaker.note(each, start);
        inARow = each ? 0 : inARow + 1;
        expect(breaker.isOpen).toBe(inARow >= 5);
        expect(breaker.admits(start)).toBe(inARow < 5);
      }
    }),
  );
});
