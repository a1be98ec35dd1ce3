import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const start = (env: Record<string, string>) => {
  const child = spawn(process.execPath, ["--import", "tsx", "emulator/main.ts"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, stdout: text(child.stdout), stderr: text(child.stderr), exit: once(child, "exit") };
};

test("says one line when ready, listens on loopback, and leaves cleanly when asked", {
  timeout: 60_000,
}, async () => {
  const { child, stdout, stderr, exit } = start({
    EMULATOR_PORT: "0",
    EMULATOR_CONSOLE_ORIGIN: "http://localhost:3210/",
  });
  const [chunk] = await once(child.stdout, "data");
  const origin = /^emulator ready (http:\/\/localhost:\d+)\n$/.exec(String(chunk))?.[1];
  expect(origin).toBeDefined();
  const { accounts } = await (await fetch(`${origin}/emulator/control`)).json();
  expect(accounts[0].console.redirect_urls[0]).toMatch(/^http:\/\/localhost:3210\/api\/auth\/callback\//);
  child.kill("SIGTERM");
  expect((await exit)[0]).toBe(0);
  expect((await stdout).trim().split("\n")).toHaveLength(1);
  expect(await stderr).toBe("");
});

test("a wrong setting is one clear line and a failure", { timeout: 60_000 }, async () => {
  const { stdout, stderr, exit } = start({ EMULATOR_PORT: "many" });
  expect((await exit)[0]).toBe(1);
  expect(await stderr).toMatch(/^emulator: EMULATOR_PORT: .*\n$/);
  expect(await stdout).toBe("");
});
