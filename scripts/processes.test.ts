import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { describe, expect, test, vi } from "vitest";
import { freePort, portIsFree } from "./ports.mjs";
import { type Child, run, startChild } from "./processes.mjs";

const staysUp = "setInterval(() => {}, 1000);";
const printsPid = "process.stdout.write(process.pid + '\\n');";

const start = (code: string) =>
  startChild({ name: "sample", args: ["-e", code], env: process.env, graceMs: 300 });
const firstLine = (child: Child) => new Promise<string>((resolve) => child.onLine((line) => resolve(line)));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a child", () => {
  test("is stopped together with the processes it started", async () => {
    const child = start(`
      const { spawn } = require("node:child_process");
      process.stdout.write(spawn(process.execPath, ["-e", "${staysUp}"]).pid + "\\n");
      ${staysUp}
    `);
    const grandchild = Number(await firstLine(child));
    expect(isRunning(grandchild)).toBe(true);
    await child.stop();
    await vi.waitFor(() => expect(isRunning(grandchild)).toBe(false), 5000);
  });

  test("is killed when it does not listen", async () => {
    const child = start(`process.on("SIGTERM", () => {}); ${printsPid} ${staysUp}`);
    await firstLine(child);
    await child.stop();
    expect(await child.ended).toBe("SIGKILL");
  });

  test("tells how it ended and what it said last", async () => {
    const child = start('process.stderr.write("out of order\\n"); process.exit(3);');
    expect(await child.ended).toBe(3);
    expect(child.tail).toEqual({ stdout: [], stderr: ["out of order"] });
  });

  test("ends when its starter was killed", async () => {
    const starter = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `import { startChild } from ${JSON.stringify(new URL("./processes.mjs", import.meta.url))};
       const child = startChild({ name: "sample", args: ["-e", ${JSON.stringify(printsPid + staysUp)}], env: process.env });
       child.onLine((line) => process.stdout.write(line + "\\n"));`,
    ]);
    const pid = await new Promise<number>((resolve) =>
      createInterface({ input: starter.stdout }).once("line", (line) => resolve(Number(line))),
    );
    expect(isRunning(pid)).toBe(true);
    starter.kill("SIGKILL");
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 8000);
  });
});

test("a command is run to its end with all that it printed", async () => {
  const code =
    'process.stdout.write("one\\n"); process.stderr.write("two\\n"); process.exitCode = Number(process.argv[1]);';
  expect(await run(process.execPath, ["-e", code, "0"])).toMatchObject({ ok: true });
  const failed = await run(process.execPath, ["-e", code, "1"]);
  expect(failed.ok).toBe(false);
  expect(failed.lines.toSorted()).toEqual(["one", "two"]);
});

test("a port is free until somebody listens there", async () => {
  const port = await freePort();
  expect(await portIsFree(port)).toBe(true);
  const child = start(`
    require("node:net").createServer().listen(${port}, "127.0.0.1", () => process.stdout.write("listening\\n"));
  `);
  await firstLine(child);
  expect(await portIsFree(port)).toBe(false);
  await child.stop();
});
