import { relative } from "node:path";
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from "@playwright/test/reporter";

/** A plain report that stays short: one line a spec file, the first failure in full, the others by name. */
export default class CompactReporter implements Reporter {
  #root = process.cwd();
  #suite: Suite | undefined;
  readonly #errors: TestError[] = [];
  #firstFailure: { test: TestCase; result: TestResult } | undefined;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#root = config.rootDir;
    this.#suite = suite;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (test.outcome() === "unexpected") this.#firstFailure ??= { test, result };
  }

  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  /** Errors outside of tests, such as one of the global tear-down. */
  onError(error: TestError): void {
    this.#errors.push(error);
  }

  onEnd({ status, duration }: FullResult): void {
    const tests = this.#suite?.allTests() ?? [];
    const failed = tests.filter((test) => test.outcome() === "unexpected");
    if (this.#firstFailure) {
      const { test, result } = this.#firstFailure;
      print(`FAILED ${this.#name(test)}`);
      for (const error of result.errors)
        print(indent(plain(error.stack ?? error.message ?? "")), plain(error.snippet ?? ""));
      print();
    }
    const others = failed.filter((test) => test !== this.#firstFailure?.test);
    for (const test of others) print(`failed ${this.#name(test)}`);
    for (const error of this.#errors)
      print(plain(error.message ?? error.value ?? ""), plain(error.snippet ?? ""));
    if (others.length > 0 || this.#errors.length > 0) print();

    for (const [file, inFile] of byFile(tests)) {
      const bad = inFile.filter((test) => test.outcome() === "unexpected").length;
      const seconds = inFile.reduce((sum, test) => sum + durationOf(test), 0) / 1000;
      const count = `${inFile.length - bad}/${inFile.length}`;
      print(
        `${relative(this.#root, file).padEnd(40)}${count.padStart(8)}${`${seconds.toFixed(1)} s`.padStart(10)}`,
      );
    }
    print(`${status} after ${(duration / 1000).toFixed(1)} s`);
  }

  #name(test: TestCase): string {
    const { file, line } = test.location;
    return `${relative(this.#root, file)}:${line} ${test.titlePath().slice(3).join(" › ")}`;
  }
}

function byFile(tests: TestCase[]): Map<string, TestCase[]> {
  const files = new Map<string, TestCase[]>();
  for (const test of tests) files.set(test.location.file, [...(files.get(test.location.file) ?? []), test]);
  return files;
}

const durationOf = (test: TestCase) => test.results.reduce((sum, { duration }) => sum + duration, 0);

// Playwright colours its messages whatever the terminal is.
const plain = (text: string) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d*m`, "g"), "");

const indent = (text: string) => text.replace(/^/gm, "  ");

// A line of a bundle can be longer than the rest of the report.
const short = (text: string) => text.replace(/^(.{400}).+$/gm, "$1…");

function print(...parts: string[]): void {
  process.stdout.write(`${short(parts.filter(Boolean).join("\n"))}\n`);
}
