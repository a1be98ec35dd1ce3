import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashFiles } from "./freshness.mjs";

let folder = "";
const write = (path: string, content: string) => writeFileSync(join(folder, path), content);
const hash = () => hashFiles(folder, ["app", "next.config.js", "proxy.ts"]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "freshness-"));
  mkdirSync(join(folder, "app", "accounts"), { recursive: true });
  write("app/page.tsx", "one");
  write("app/accounts/page.tsx", "two");
  write("next.config.js", "three");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("is the same for the same contents", () => {
  const before = hash();
  write("app/page.tsx", "one");
  expect(hash()).toBe(before);
});

test.each([
  ["a changed file", () => write("app/accounts/page.tsx", "two!")],
  ["a changed configuration", () => write("next.config.js", "")],
  ["a new file", () => write("app/layout.tsx", "")],
  ["a file that was optional and missing", () => write("proxy.ts", "")],
  ["a removed file", () => rmSync(join(folder, "app/page.tsx"))],
  ["a renamed file", () => renameSync(join(folder, "app/page.tsx"), join(folder, "app/other.tsx"))],
])("changes with %s", (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test("does not change with tests or with what no build reads", () => {
  const before = hash();
  write("app/page.test.ts", "");
  write("README.md", "");
  expect(hash()).toBe(before);
});
