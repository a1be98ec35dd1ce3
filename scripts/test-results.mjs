// @ts-check
import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport
 */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} file the JSON report of vitest @returns {Counts} */
export function vitestCounts(file) {
  if (!existsSync(file)) return none;
  /** @type {VitestReport} */
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

/** @param {string} file the JSON report of Playwright @returns {Counts} */
export function playwrightCounts(file) {
  if (!existsSync(file)) return none;
  /** @type {PlaywrightReport} */
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/**
 * The first failure in what vitest printed: from its heading to the rule that vitest draws below it.
 * @param {string[]} lines
 */
export function firstVitestFailure(lines) {
  const start = lines.findIndex((line) => /^\s*FAIL /.test(line));
  if (start === -1) return lines.slice(-80);
  const length = lines.slice(start).findIndex((line) => /⎯\[\d+\/\d+\]⎯/.test(line));
  return lines.slice(start, length === -1 ? start + 80 : start + length);
}

/** @param {Counts[]} all @returns {Counts} */
export function total(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    none,
  );
}
