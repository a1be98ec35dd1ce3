import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { firstVitestFailure, playwrightCounts, total, vitestCounts } from "./test-results.mjs";

const folder = mkdtempSync(join(tmpdir(), "test-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("counts are read from both runners and added", () => {
  const unit = vitestCounts(report({ numPassedTests: 40, numFailedTests: 2, numPendingTests: 1 }));
  const e2e = playwrightCounts(report({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 } }));
  expect(total([unit, e2e])).toEqual({ passed: 48, failed: 3, skipped: 1 });
});

test("a runner that wrote no report has counted nothing", () => {
  expect(vitestCounts(join(folder, "none.json"))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(playwrightCounts(join(folder, "none.json"))).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("of what vitest printed, the first failure is shown whole and alone", () => {
  const printed = [
    " ✓ lib/a.test.ts",
    " FAIL  lib/b.test.ts > one",
    "AssertionError: 1",
    "⎯⎯[1/2]⎯",
    " FAIL  lib/c.test.ts",
  ];
  expect(firstVitestFailure(printed)).toEqual([" FAIL  lib/b.test.ts > one", "AssertionError: 1"]);
});

test("without a failed test, the last lines are shown", () => {
  expect(firstVitestFailure(["starting", "Error: no such file"])).toEqual([
    "starting",
    "Error: no such file",
  ]);
});
