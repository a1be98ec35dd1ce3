import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { leaseAccount } from "./account-pool";
import { allowLogLine, unexpectedLogLines } from "./console-log";
import { leaks } from "./leaks";

let folder = "";
const unexpected = (...lines: string[]) => unexpectedLogLines(lines, folder);
const line = (level: number, path = "/accounts/one") => JSON.stringify({ level, path, problem: "internal" });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "console-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("requests, warnings and the banner are expected", () => {
  expect(unexpected("▲ Next.js 16", "- Local: http://localhost", "✓ Ready", "", line(30), line(40))).toEqual(
    [],
  );
});

test.each([line(50), line(60), "⨯ Error: failed", "(node:1) Warning: something", "    at run (file.js:1:1)"])(
  "%s is not",
  (text) => {
    expect(unexpected(text)).toEqual([text]);
  },
);

test("an error is allowed for one account only", () => {
  allowLogLine(folder, "one", "internal");
  expect(unexpected(line(50))).toEqual([]);
  expect(unexpected(line(50, "/accounts/two"))).toHaveLength(1);
});

test("an error names the test that had the account", () => {
  leaseAccount({ folder, consoleUrl: "", emulatorUrl: "", accountIds: ["one"] }, "creates a connection");
  expect(unexpected(line(50))[0]).toContain("from: creates a connection");
});

test("a secret is found wherever it is readable", () => {
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "latchkey.sqlite"), "…dose0123…");
  expect(leaks(["dose0123"], ["a line with dose0123"], dataDir)).toEqual([
    "the console's log",
    "latchkey.sqlite",
  ]);
  expect(leaks(["dose4567"], ["a line"], dataDir)).toEqual([]);
});
