import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "@/lib/json";
import { codeUnits, jsonWithoutPrototype, wellFormedText } from "@/lib/testing/arbitraries";

describe("integers", () => {
  test.each<[digits: string, value: number | string]>([
    ["0", 0],
    ["-0", -0],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", "9007199254740992"],
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
    ["-9007199254740991", -9007199254740991],
    ["-9007199254740993", "-9007199254740993"],
    ["-9223372036854775808", "-9223372036854775808"],
    ["18446744073709551615", "18446744073709551615"],
    ["1e21", "1e21"],
    ["1.5", 1.5],
    ["1e-7", 1e-7],
    ["100e-2", 1],
  ])("%s reads as %o", (digits, value) => {
    expect(parseJson(digits)).toBe(value);
    expect(parseJson(`{"apps":[{"created_by":${digits}}]}`)).toEqual({ apps: [{ created_by: value }] });
  });

  test("keep every digit of an int64", () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const nearTheLimit = fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n });
    fc.assert(
      fc.property(fc.oneof(int64, nearTheLimit), (integer) => {
        const value = parseJson(`[${integer}]`);
        expect(value).toEqual([Number.isSafeInteger(Number(integer)) ? Number(integer) : integer.toString()]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("stay text when they look like integers inside quotes", () => {
    expect(parseJson('{"id":"42"}')).toEqual({ id: "42" });
  });
});

describe("everything else", () => {
  test("reads as JSON.parse reads it", () => {
    fc.assert(
      fc.property(jsonWithoutPrototype, fc.constantFrom(undefined, "\t", " \n\r"), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseJson(text)).toStrictEqual(withExactIntegers(JSON.parse(text)));
      }),
      { numRuns: 3_000 },
    );
  });

  test("reads any text between quotes, however it is escaped", () => {
    fc.assert(
      fc.property(codeUnits(40), (text) => {
        const escaped = Array.from(text.split(""), (unit) => `\\u${hex(unit)}`).join("");
        expect(parseJson(JSON.stringify(text))).toBe(text);
        expect(parseJson(`"${escaped}"`)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });

  test("is refused when JSON.parse refuses it, and when it says two things or names __proto__", () => {
    let refused = 0;
    const broken = fc
      .tuple(jsonWithoutPrototype, fc.nat(), fc.nat(3), fc.constantFrom(...'{}[],:"\\0-.eE+tfn \u0000\ufeff'))
      .map(([value, at, length, inserted]) => splice(JSON.stringify(value), at, length, inserted));
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: broken }, wellFormedText(30)), (text) => {
        const reference = attempt(() => JSON.parse(text));
        const found = attempt(() => parseJson(text));
        if (reference instanceof Error) {
          refused += 1;
          expect(found).toBeInstanceOf(SyntaxError);
        } else if (found instanceof Error) expect(found.message).toMatch(/Duplicate key|__proto__/);
      }),
      { numRuns: 10_000 },
    );
    expect(refused).toBeGreaterThan(1_000);
  });

  test.each([
    "",
    " ",
    "\ufeff{}",
    "undefined",
    "NaN",
    "{'a':1}",
    "{a:1}",
    "[1,]",
    '{"a":1,}',
    "01",
    "+1",
    ".5",
    "1.",
    "1e",
    "0x10",
    '"\n"',
    '"\\x41"',
    "{} {}",
    "// comment\n{}",
  ])("refuses %j", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe("members", () => {
  test.each(['{"a":1,"a":2}', '{"a":{"b":1},"a":{"b":2}}', '[{"role":"user","\\u0072ole":"admin"}]'])(
    "that contradict each other are refused: %s",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );

  test("that repeat themselves are taken once", () => {
    expect(parseJson('{"a":[1],"a":[1]}')).toEqual({ a: [1] });
  });

  test.each([
    '{"__proto__":{"polluted":true}}',
    '{"__proto__":null}',
    '{"__proto__":1}',
    '[[{"a":{"__proto__":{}}}]]',
    '{"\\u005f_proto__":{"polluted":true}}',
    '{"\\u005F\\u005F\\u0070roto__":{"polluted":true}}',
  ])("named __proto__ are refused: %s", (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(JSON.stringify({})).toBe("{}");
  });

  test("with the names of built-in members are ordinary", () => {
    const text = '{"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":2}';
    expect(JSON.stringify(parseJson(text))).toBe(text);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("size", () => {
  test("takes the time its length asks for", () => {
    const apps = Array.from({ length: 3_000 }, (_, id) => ({ id, name: '"\\\n'.repeat(50), list: [[[{}]]] }));
    const before = process.cpuUsage();
    expect(parseJson(JSON.stringify({ apps }))).toEqual({ apps });
    // Time on a processor, in microseconds: it does not grow with what else the machine has to do.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  test.each(["[", '{"a":', "[[],"])("is refused without harm when %s is nested for ever", (opening) => {
    expect(() => parseJson(opening.repeat(300_000))).toThrow();
  });
});

function withExactIntegers(value: unknown): unknown {
  if (typeof value === "number")
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return value.map(withExactIntegers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withExactIntegers(member)]));
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}

function splice(text: string, at: number, length: number, inserted: string): string {
  const index = at % (text.length + 1);
  return text.slice(0, index) + inserted + text.slice(index + length);
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
