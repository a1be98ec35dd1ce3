// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { print, printFailure, Refusal, step } from "./print.mjs";
import { stopAll } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { checkNode } from "./settings.mjs";
import { total } from "./test-results.mjs";
import { prepareResultsFolder, steps } from "./test-steps.mjs";

/** @typedef {import("./test-steps.mjs").Step} Step */
/** @typedef {import("./test-steps.mjs").Outcome} Outcome */

/** @param {string[]} args the name of one step, and arguments for its test runner */
async function runSteps([only, ...extra]) {
  const chosen = steps.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) {
    throw new Refusal(
      `There is no step "${only}": choose one of ${steps.map(({ name }) => name).join(", ")}.`,
    );
  }
  prepareResultsFolder();

  /** @type {Map<string, Outcome>} */
  const outcomes = new Map();
  for (const { name, needs, work } of withNeeds(chosen)) {
    const missing = needs.find((need) => outcomes.get(need)?.ok !== true);
    if (missing === undefined) outcomes.set(name, await outcomeOf(name, () => work(extra)));
    else print(`  ${name.padEnd(10)}not run: it needs ${missing}`);
  }

  const failed = [...outcomes].filter(([, { ok }]) => !ok);
  const [first] = failed;
  if (first) showFailure(...first);
  for (const log of failed.map(([name]) => `test-results/${name}.log`)) {
    if (existsSync(inRoot(log))) print(`Complete output: ${log}`);
  }

  const counts = total([...outcomes.values()].map((outcome) => outcome.counts));
  // A step can fail without a failed test (types, lint, a runner that broke down). It counts as one, so that
  // the closing line never says "0 failed" of a run that failed.
  const withoutTest = failed.filter(([, outcome]) => outcome.counts.failed === 0).length;
  print();
  print(`${counts.passed} passed, ${counts.failed + withoutTest} failed`);
  return failed.length === 0;
}

/** @param {Step[]} chosen */
function withNeeds(chosen) {
  const needed = new Set(chosen.flatMap(({ name, needs }) => [name, ...needs]));
  return steps.filter(({ name }) => needed.has(name));
}

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} work
 * @returns {Promise<Outcome>}
 */
function outcomeOf(name, work) {
  return step(
    name,
    () => work().catch(refused),
    ({ result }) => result,
  );
}

/** @param {unknown} error @returns {Outcome} */
function refused(error) {
  const failure = error instanceof Refusal ? [...error.lines, error.message] : [String(error)];
  return { ok: false, result: "failed", counts: total([]), failure };
}

/** @param {string} name @param {Outcome} outcome */
function showFailure(name, { failure }) {
  print();
  print(`First failure: ${name}`);
  print();
  for (const line of failure) print(`  ${line}`);
  print();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    await stopAll();
    print();
    print("Interrupted.");
    process.exit(130);
  });
}

try {
  checkNode(process.versions.node, JSON.parse(readFileSync(inRoot("package.json"), "utf8")).engines.node);
  process.exitCode = (await runSteps(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
