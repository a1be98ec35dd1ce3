import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReordered, mergeLists } from "@/lib/merge/merge-lists";

const runs = { numRuns: 20_000 };
const item = fc.constantFrom(..."abcdefghij");
const list = fc.uniqueArray(item, { maxLength: 8 });
const sorted = (items: readonly string[]) => [...items].sort();

describe("places", () => {
  test.each([
    ["both append", "a", "am", "at", "atm"],
    ["both prepend", "a", "ma", "ta", "tma"],
    ["both start from nothing", "", "m", "t", "tm"],
    ["between neighbours", "ab", "amb", "abt", "ambt"],
    ["after a neighbour that is gone", "abc", "abmc", "ac", "amc"],
    ["both add the same", "a", "ax", "xa", "xa"],
    ["one replaces, the other appends", "ab", "xb", "abt", "xbt"],
    ["both replace the same with something else", "a", "m", "t", "tm"],
    ["a removal wins over a move", "abc", "cab", "ab", "ab"],
    ["only mine moves", "abc", "cab", "abct", "ctab"],
    ["both move", "abc", "cab", "bac", "bac"],
    ["each removes what the other keeps", "ab", "a", "b", ""],
    ["both remove and add", "ab", "am", "at", "atm"],
  ])("%s", (_what, base, mine, theirs, merged) => {
    expect(mergeLists([...base], [...mine], [...theirs]).join("")).toBe(merged);
  });
});

test("no item is lost, brought back or doubled", () => {
  fc.assert(
    fc.property(list, list, list, (base, mine, theirs) => {
      const expected = new Set(
        [...base, ...mine, ...theirs].filter((each) =>
          base.includes(each) ? mine.includes(each) && theirs.includes(each) : true,
        ),
      );
      expect(sorted(mergeLists(base, mine, theirs))).toEqual(sorted([...expected]));
    }),
    runs,
  );
});

test("an unchanged side gives the other one, order included", () => {
  fc.assert(
    fc.property(list, list, (base, changed) => {
      expect(mergeLists(base, base, changed)).toEqual(changed);
      expect(mergeLists(base, changed, base)).toEqual(changed);
      expect(mergeLists(base, changed, changed)).toEqual(changed);
    }),
    runs,
  );
});

test("merging the result once more changes nothing, and the sides are equal up to order", () => {
  fc.assert(
    fc.property(list, list, list, (base, mine, theirs) => {
      const merged = mergeLists(base, mine, theirs);
      expect(mergeLists(theirs, merged, theirs)).toEqual(merged);
      expect(mergeLists(base, merged, merged)).toEqual(merged);
      expect(sorted(mergeLists(base, theirs, mine))).toEqual(sorted(merged));
    }),
    runs,
  );
});

test("what is stored keeps its order unless only mine moved items", () => {
  fc.assert(
    fc.property(list, list, list, (base, mine, theirs) => {
      const merged = mergeLists(base, mine, theirs);
      const leading = isReordered(base, mine) && !isReordered(base, theirs) ? mine : theirs;
      expect(isReordered(leading, merged)).toBe(false);
    }),
    runs,
  );
});
