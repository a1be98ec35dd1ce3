import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url, toBase64url } from "@/lib/base64url";

test("bytes become what Node makes of them, and come back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test("each sequence of bytes has one text", () => {
  for (const text of ["A", "AAAAA", "AB", "A=", "AA==", "A A", "+A", "/A", "é", "AAB"])
    expect(fromBase64url(text)).toBeUndefined();
});
