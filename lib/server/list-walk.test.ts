import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { walkOn } from "@/lib/server/list-walk";

const start = 1_800_000_000_000;
const someone = () => `reader-${randomUUID()}`;
const page = (
  reader: string,
  page_token: string | null,
  next_page_token: string | undefined,
  ...ids: string[]
) => ({
  reader,
  page_token,
  next_page_token,
  ids,
  readAt: start,
});

test("a list of one page is whole at once", () => {
  expect(walkOn(page(someone(), null, undefined, "a", "b"))).toEqual({
    ids: new Set(["a", "b"]),
    began: start,
  });
});

test("pages are put together, whatever else is read meanwhile", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.uuid(), { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.nat({ max: 5 }),
      (pages, between) => {
        const [reader, other] = [someone(), someone()];
        const tokens = pages.map((_, index) => (index === 0 ? null : `t${index}`));
        const whole = pages.map((ids, index) => {
          if (index === between) walkOn(page(other, null, "t1", "of another"));
          const next = tokens[index + 1] ?? undefined;
          return walkOn({ ...page(reader, tokens[index] ?? null, next, ...ids), readAt: start + index });
        });
        expect(whole.slice(0, -1).every((each) => each === undefined)).toBe(true);
        expect(whole.at(-1)).toEqual({ ids: new Set(pages.flat()), began: start });
      },
    ),
  );
});

test("a list whose beginning was not seen, or whose reading took too long, is not whole", () => {
  const reader = someone();
  expect(walkOn(page(reader, "t9", undefined, "a"))).toBeUndefined();
  walkOn(page(reader, null, "t1", "a"));
  expect(walkOn(page(someone(), "t1", undefined, "b"))).toBeUndefined();
  expect(walkOn({ ...page(reader, "t1", undefined, "b"), readAt: start + 300_001 })).toBeUndefined();
  expect(walkOn({ ...page(reader, "t1", undefined, "b"), readAt: start + 300_000 })?.ids.size).toBe(2);
});

test("of many lists that are never read to their end, the oldest are forgotten", () => {
  const readers = Array.from({ length: 101 }, someone);
  for (const reader of readers) walkOn(page(reader, null, "t1", "a"));
  const [first = "", ...others] = readers;
  expect(walkOn(page(first, "t1", undefined, "b"))).toBeUndefined();
  expect(walkOn(page(others.at(-1) ?? "", "t1", undefined, "b"))?.ids.size).toBe(2);
});
