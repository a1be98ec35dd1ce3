import { describe, expect, test } from "vitest";
import { lockIsInstalled } from "./install.mjs";

const locked = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.4.6" },
  "node_modules/binding-darwin": { version: "1.0.0", optional: true, os: ["darwin"] },
};

describe("what is installed is fresh", () => {
  test("when it holds what the lockfile names, other platforms aside", () => {
    expect(lockIsInstalled(locked, { "node_modules/next": { version: "16.4.6" } })).toBe(true);
  });

  test("not when a package is missing", () => {
    expect(lockIsInstalled(locked, {})).toBe(false);
  });

  test("not when a version differs", () => {
    expect(lockIsInstalled(locked, { "node_modules/next": { version: "16.4.5" } })).toBe(false);
    const installed = {
      "node_modules/next": { version: "16.4.6" },
      "node_modules/binding-darwin": { version: "0.9.0" },
    };
    expect(lockIsInstalled(locked, installed)).toBe(false);
  });
});
