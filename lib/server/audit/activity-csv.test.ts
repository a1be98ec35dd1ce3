import fc from "fast-check";
import { expect, test } from "vitest";
import { csvHeader, csvLine } from "@/lib/server/audit/activity-csv";

const record = (name: string) => ({ seq: 1, t: "2026-01-01T00:00:00.000Z", event: "x.y", target: { name } });

/** Reads one line of RFC 4180 in which every cell is quoted. */
const cellsOf = (line: string) =>
  [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map(([, cell = ""]) => cell.replaceAll('""', '"'));

const place = cellsOf(csvHeader()).indexOf("target_name");

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|x", "%x", "＝1", "\r=1"])(
  "%j is no formula any more",
  (name) => {
    expect(cellsOf(csvLine(record(name)))[place]).toBe(`'${name}`);
  },
);

test("every text comes back as it was, but for an apostrophe before what could be a formula", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const cell = cellsOf(csvLine(record(name)))[place];
      expect([name, `'${name}`]).toContain(cell);
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
      expect(cellsOf(csvLine(record(name)))).toHaveLength(cellsOf(csvHeader()).length);
    }),
    { numRuns: 5_000 },
  );
});
