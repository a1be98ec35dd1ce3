import { describe, expect, test } from "vitest";
import { emulatorAccounts } from "./emulator-accounts.mjs";
import type { Child } from "./processes.mjs";
import { endedEarly, startEmulator } from "./services.mjs";

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

test("an emulator tells who started it its accounts, whatever the environment says", async () => {
  const env = { ...process.env, EMULATOR_CONTROL: "off" };
  const { child, url } = await startEmulator({ port: 0, consoleOrigin: "http://localhost:3000", env });
  try {
    expect(await emulatorAccounts(url)).toHaveLength(3);
  } finally {
    await child.stop();
  }
});
