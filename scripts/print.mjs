// @ts-check
import { performance } from "node:perf_hooks";

/** @param {string} [line] */
export function print(line = "") {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
function printError(line) {
  process.stderr.write(`${line}\n`);
}

/** An error whose words are all the person at the terminal needs: the lines that led to it, then the message. */
export class Refusal extends Error {
  /** @param {string} message @param {string[]} [lines] */
  constructor(message, lines = []) {
    super(message);
    this.lines = lines;
  }
}

/** @param {unknown} error */
export function printFailure(error) {
  if (error instanceof Refusal) {
    for (const line of [...error.lines, error.message]) printError(line);
  } else {
    printError(String(error instanceof Error ? error.stack : error));
  }
}

const nameWidth = 10;
const resultWidth = 28;
const heartbeatMs = 30_000;

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @param {string} name @param {string} result @param {number} ms */
const stepLine = (name, result, ms) =>
  `  ${name.padEnd(nameWidth)}${result.padEnd(resultWidth)}${seconds(ms).padStart(8)}`;

/**
 * Runs one step and prints one line with its result and how long it took. While it runs, a terminal sees the
 * seconds count; a log gets a line every half minute, so that a silent step is not taken for a hanging one.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(value: T) => string} summarise
 * @returns {Promise<T>}
 */
export async function step(name, work, summarise) {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const live = process.stdout.isTTY === true;
  const showProgress = () => {
    if (live) process.stdout.write(`\r\x1b[2K${stepLine(name, "…", elapsed())}`);
    else print(stepLine(name, "still running", elapsed()));
  };
  const timer = setInterval(showProgress, live ? 200 : heartbeatMs);
  if (live) showProgress();
  const end = (/** @type {string} */ result) => {
    clearInterval(timer);
    if (live) process.stdout.write("\r\x1b[2K");
    print(stepLine(name, result, elapsed()));
  };
  try {
    const value = await work();
    end(summarise(value));
    return value;
  } catch (error) {
    end("failed");
    throw error;
  }
}
