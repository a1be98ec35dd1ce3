import fc from "fast-check";

/** Any sequence of UTF-16 code units, lone surrogates and control characters included. */
export const codeUnits = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) }, fc.nat({ max: 0xffff })),
      {
        maxLength,
      },
    )
    .map((units) => String.fromCharCode(...units));

/** Any well-formed text. */
export const wellFormedText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: "binary", maxLength });

/** A JSON value without a member named `__proto__`. */
export const jsonWithoutPrototype: fc.Arbitrary<fc.JsonValue> = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes("__proto__"));

/** Members an API may add some day, with every kind of name but those `taken`, and every kind of value. */
export const unknownMembers = (taken: readonly string[]): fc.Arbitrary<Record<string, fc.JsonValue>> =>
  fc.dictionary(
    fc
      .string({ unit: "binary", maxLength: 20 })
      .filter((name) => name !== "__proto__" && !taken.includes(name)),
    jsonWithoutPrototype,
    { maxKeys: 5, noNullPrototype: true },
  );
