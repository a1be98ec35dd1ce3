import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "@/lib/server/canonical-json";
import { jsonWithoutPrototype } from "@/lib/testing/arbitraries";

test("the order of members does not matter, the order of a list does", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: null, c: "x" } })).toBe('{"a":{"c":"x","d":null},"b":[2,1]}');
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test("it says what JSON says", () => {
  fc.assert(
    fc.property(jsonWithoutPrototype, (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(plain);
    }),
  );
});

test("it is one text whatever order the members came in", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
    }),
  );
});
