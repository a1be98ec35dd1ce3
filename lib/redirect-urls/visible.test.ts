import fc from "fast-check";
import { expect, it } from "vitest";
import { hasHidden, visibleSegments } from "./visible";

it("draws plain text in one piece", () => {
  expect(visibleSegments("https://a.example/cb")).toEqual([{ kind: "plain", text: "https://a.example/cb" }]);
  expect(hasHidden("https://a.example/cb")).toBe(false);
});

it("names what cannot be seen and marks foreign letters", () => {
  expect(visibleSegments("a\u200bрх\n\ud83d")).toEqual([
    { kind: "plain", text: "a" },
    { kind: "hidden", text: "\u200b", label: "U+200B", name: "zero-width space" },
    { kind: "foreign", text: "рх", label: "U+0440 U+0445" },
    { kind: "hidden", text: "\n", label: "U+000A", name: "line break" },
    { kind: "hidden", text: "\ud83d", label: "U+D83D", name: "half a character" },
  ]);
});

it.each([" a", "a\u00a0", "a\u202eb", "\ufeff"])("sees something hidden in %j", (url) => {
  expect(hasHidden(url)).toBe(true);
});

it("loses nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (url) => {
      const segments = visibleSegments(url);
      expect(segments.map(({ text }) => text).join("")).toBe(url);
      for (const segment of segments) if (segment.kind === "plain") expect(segment.text).toMatch(/^[!-~]+$/);
    }),
  );
});
