// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import { installChromium } from "./chromium.mjs";
import { buildIfStale, nextBin } from "./freshness.mjs";
import { installDependencies } from "./install.mjs";
import { installPostgres, startPostgres } from "./postgres.mjs";
import { Refusal } from "./print.mjs";
import { run } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { firstVitestFailure, none, playwrightCounts, vitestCounts } from "./test-results.mjs";

/** @typedef {import("./test-results.mjs").Counts} Counts */

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} result a few words for the step's line
 * @property {Counts} counts
 * @property {string[]} failure what to show when it is the first that failed
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} needs steps without which it cannot run
 * @property {(extra: string[]) => Promise<Outcome>} work `extra` holds arguments for the test runner
 */

const results = inRoot("test-results");
const bin = (/** @type {string[]} */ ...path) => inRoot("node_modules", ...path);
const env = { ...process.env, CI: "true", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };

/** @type {Step[]} */
export const steps = [
  { name: "install", needs: [], work: async () => done(await installDependencies()) },
  { name: "chromium", needs: [], work: async () => done(await installChromium()) },
  { name: "postgres", needs: [], work: postgres },
  { name: "types", needs: ["install"], work: checkTypes },
  {
    name: "lint",
    needs: ["install"],
    work: () => check("lint", [bin("@biomejs", "biome", "bin", "biome"), "check", "."]),
  },
  { name: "unit", needs: ["install", "postgres"], work: unitTests },
  {
    name: "build",
    needs: ["install"],
    work: async () => done(await buildIfStale({ logFile: logOf("build") })),
  },
  { name: "campaign", needs: ["install", "postgres", "build"], work: campaign },
  { name: "e2e", needs: ["install", "build", "chromium"], work: browserTests },
];

export function prepareResultsFolder() {
  mkdirSync(results, { recursive: true });
}

/** @param {string} step */
const logOf = (step) => inRoot("test-results", `${step}.log`);

/** @param {string} result @returns {Outcome} */
const done = (result) => ({ ok: true, result, counts: none, failure: [] });

/**
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function check(name, args) {
  const { ok, lines } = await run(process.execPath, args, { env, logFile: logOf(name) });
  return { ok, result: ok ? "passed" : "failed", counts: none, failure: lines.slice(0, 120) };
}

async function checkTypes() {
  // Page and route types are generated; without them a fresh clone does not type-check.
  const generated = await check("types", [nextBin, "typegen"]);
  return generated.ok ? check("types", [bin("typescript", "bin", "tsc"), "--noEmit"]) : generated;
}

let hasPostgres = false;

/** Without it the tests of the store and the campaign run on SQLite alone, and this step's line says why. */
async function postgres() {
  try {
    const result = await installPostgres();
    hasPostgres = true;
    return done(result);
  } catch (error) {
    if (error instanceof Refusal) return done(`skipped: ${error.message}`);
    throw error;
  }
}

/** @param {string[]} extra @returns {Promise<Outcome>} */
async function unitTests(extra) {
  const server = hasPostgres ? await startPostgres() : undefined;
  try {
    return await vitest(extra, server ? { ...env, LATCHKEY_TEST_POSTGRES: server.url } : env);
  } finally {
    await server?.stop();
  }
}

/**
 * @param {string[]} extra
 * @param {NodeJS.ProcessEnv} withStores
 * @returns {Promise<Outcome>}
 */
async function vitest(extra, withStores) {
  const report = inRoot("test-results", "unit.json");
  rmSync(report, { force: true });
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...extra];
  const { ok, lines } = await run(process.execPath, [bin("vitest", "vitest.mjs"), ...args], {
    env: withStores,
    logFile: logOf("unit"),
  });
  return outcome(ok, vitestCounts(report), firstVitestFailure(lines));
}

/** @param {string[]} extra @returns {Promise<Outcome>} */
async function browserTests(extra) {
  const report = inRoot("test-results", "e2e.json");
  rmSync(report, { force: true });
  const { ok, lines } = await run(
    process.execPath,
    [bin("@playwright", "test", "cli.js"), "test", ...extra],
    {
      env,
      logFile: logOf("e2e"),
    },
  );
  return outcome(ok, playwrightCounts(report), lines.slice(0, 120));
}

/**
 * Its last line says how many schedules were played and what they broke.
 * @param {string[]} extra
 * @returns {Promise<Outcome>}
 */
async function campaign(extra) {
  const args = ["--import", "tsx", inRoot("e2e", "campaign", "run.ts"), ...extra];
  const { ok, lines } = await run(process.execPath, args, { env, logFile: logOf("campaign") });
  return { ok, result: lines.at(-1) ?? "failed", counts: none, failure: lines.slice(0, 120) };
}

/**
 * @param {boolean} ok
 * @param {Counts} counts
 * @param {string[]} failure
 * @returns {Outcome}
 */
function outcome(ok, counts, failure) {
  const words = [
    `${counts.passed} passed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  return { ok, result: words.join(", "), counts, failure };
}
