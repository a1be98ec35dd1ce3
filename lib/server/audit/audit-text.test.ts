import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditListSchema, auditText } from "@/lib/server/audit/audit-text";
import { codeUnits } from "@/lib/testing/arbitraries";

describe("text in the audit log", () => {
  test("has no control, no direction and no line of its own, is short, and stays as it is from then on", () => {
    fc.assert(
      fc.property(codeUnits(60), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const safe = auditText(text, max);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(safe.length).toBeLessThanOrEqual(max);
        expect(auditText(safe, max)).toBe(safe);
      }),
      { numRuns: 2_000 },
    );
  });

  test("keeps letters of every script as they are", () => {
    for (const text of ["Größe", "日本語 😀", "https://example.com/a?b=c", "\\u{202e}"])
      expect(auditText(text, 100)).toBe(text);
  });

  test("shows what was hidden", () => {
    expect(auditText("a\u202eb\nc\u0000\ud800", 100)).toBe("a\\u{202e}b\\u{a}c\\u{0}\\u{d800}");
  });

  test("says that it was cut, and does not cut a character in two", () => {
    expect(auditText("abcdef", 5)).toBe("abcd…");
    expect(auditText("ab😀def", 4)).toBe("ab…");
  });
});

describe("a list in the audit log", () => {
  test("says how much of it is missing", () => {
    expect(auditListSchema(3, 9).parse(["a", "b", "c"])).toEqual(["a", "b", "c"]);
    expect(auditListSchema(3, 9).parse(["a", "b", "c", "d"])).toEqual(["a", "b", "… 2 more"]);
  });
});
