import fc from "fast-check";
import { expect, test } from "vitest";
import { int64Schema } from "@/lib/account-api/int64";
import { parseJson } from "@/lib/json";

test.each([
  "0",
  "1",
  "-1",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "9223372036854775807",
  "-9223372036854775808",
])("%s is read digit by digit, as a number and as text", (digits) => {
  expect(int64Schema.parse(parseJson(digits))).toBe(digits);
  expect(int64Schema.parse(parseJson(`"${digits}"`))).toBe(digits);
});

test("no int64 loses a digit, and reading it again changes nothing", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (integer) => {
      const read = int64Schema.parse(parseJson(integer.toString()));
      expect(read).toBe(integer.toString());
      expect(int64Schema.parse(read)).toBe(read);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  "1.5",
  '"1.5"',
  '"0x10"',
  '"1e3"',
  "1e300",
  '" 1"',
  '"1\\n"',
  '""',
  '"-"',
  '"one"',
  "true",
  "null",
  "[]",
  "{}",
])("%s is none", (text) => {
  expect(int64Schema.safeParse(parseJson(text)).success).toBe(false);
});

test("a number that was rounded before it got here is refused", () => {
  expect(int64Schema.safeParse(JSON.parse("9007199254740993")).success).toBe(false);
});
