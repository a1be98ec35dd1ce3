import { describe, expect, test } from "vitest";
import type { Child } from "./processes.mjs";
import { endedEarly } from "./services.mjs";

const child = (stdout: string[], stderr: string[]): Child => ({
  name: "console",
  pid: 0,
  tail: { stdout, stderr },
  ended: Promise.resolve(1),
  onLine: () => {},
  stop: async () => {},
  kill: async () => {},
});

describe("of a process that ended", () => {
  test("a reason in one line is all that is said", () => {
    const { message, lines } = endedEarly(child(["a banner"], ["PORT: is wrong."]), 1);
    expect({ message, lines }).toEqual({ message: "PORT: is wrong.", lines: [] });
  });

  test("errors are shown, else the last lines", () => {
    const failed = endedEarly(child(["a banner"], ["Error: one", "    at two"]), 1);
    expect([...failed.lines, failed.message]).toEqual([
      "Error: one",
      "    at two",
      "The console ended (exit code 1).",
    ]);
    const killed = endedEarly(child(["a banner"], []), "SIGKILL");
    expect([...killed.lines, killed.message]).toEqual(["a banner", "The console ended (SIGKILL)."]);
  });
});
