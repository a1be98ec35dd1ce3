// @ts-check
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { root } from "./root.mjs";

const leash = new URL("./leash.mjs", import.meta.url).href;
const tailLines = 40;
const usualGraceMs = 5_000;

/** @typedef {number | NodeJS.Signals} Ending an exit code, or the signal that ended the process */
/** @typedef {(line: string, stream: "stdout" | "stderr") => void} Listener */

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid 0 when it could not be started
 * @property {Record<"stdout" | "stderr", string[]>} tail the last lines it wrote so far
 * @property {Promise<Ending>} ended
 * @property {(listener: Listener) => void} onLine
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill ends it as a crash does: nothing of it runs any more
 */

/** @type {Set<() => Promise<void>>} */
const running = new Set();

let closed = false;

/** Ends every process that was started here and waits until they are gone. From then on none can be started. */
export async function stopAll() {
  closed = true;
  await Promise.all([...running].map((stop) => stop()));
}

/**
 * Starts a long-running Node process. It stays on a leash: it ends when this process does, however that ends.
 * @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, graceMs?: number }} options
 * @returns {Child}
 */
export function startChild({ name, args, env, graceMs = usualGraceMs }) {
  /** @type {Record<"stdout" | "stderr", string[]>} */
  const tail = { stdout: [], stderr: [] };
  /** @type {Listener[]} */
  const listeners = [];
  const { pid, ended, stop, kill } = startGroup(process.execPath, ["--import", leash, ...args], {
    env: { ...env, LATCHKEY_STARTER: String(process.pid) },
    stdin: "pipe",
    stopSignal: "SIGTERM",
    graceMs,
    onLine: (line, stream) => {
      tail[stream].push(line);
      if (tail[stream].length > tailLines) tail[stream].shift();
      for (const listener of listeners) listener(line, stream);
    },
  });
  return { name, pid, tail, ended, onLine: (listener) => listeners.push(listener), stop, kill };
}

/**
 * Runs a command to its end with its output collected, and written to `logFile` when one is given.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, logFile?: string }} [options]
 * @returns {Promise<{ ok: boolean, lines: string[] }>}
 */
export async function run(file, args, { env = process.env, logFile } = {}) {
  const log = logFile === undefined ? undefined : createWriteStream(logFile);
  /** @type {string[]} */
  const lines = [];
  const { ended } = startGroup(file, args, {
    env,
    stdin: "ignore",
    // What test runners and npm understand as "clean up and end".
    stopSignal: "SIGINT",
    graceMs: usualGraceMs,
    onLine: (line) => {
      lines.push(line);
      log?.write(`${line}\n`);
    },
  });
  try {
    return { ok: (await ended) === 0, lines };
  } finally {
    log?.end();
  }
}

/**
 * Every process gets a group of its own. Ctrl-C in the terminal therefore reaches only the starter, which ends
 * its children in order, and their children with them.
 * @param {string} file
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, stdin: "pipe" | "ignore", stopSignal: NodeJS.Signals, graceMs: number,
 *   onLine: Listener }} options
 */
function startGroup(file, args, { env, stdin, stopSignal, graceMs, onLine }) {
  if (closed) throw new Error("Everything is being stopped.");
  const child = spawn(file, args, { cwd: root, env, detached: true, stdio: [stdin, "pipe", "pipe"] });
  // A child that ends first breaks the pipe; nothing is ever written to it.
  child.stdin?.on("error", () => {});
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => onLine(line, "stdout"));
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => onLine(line, "stderr"));

  /** @param {NodeJS.Signals} signal */
  const signalGroup = (signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The whole group has ended already.
    }
  };

  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => signalGroup("SIGKILL"));
    child.once("close", (code, signal) => resolve(signal ?? code ?? 1));
  });

  const stop = async () => {
    signalGroup(stopSignal);
    const timer = setTimeout(() => signalGroup("SIGKILL"), graceMs);
    await ended.catch(() => {});
    clearTimeout(timer);
  };
  const kill = async () => {
    signalGroup("SIGKILL");
    await ended.catch(() => {});
  };
  running.add(stop);
  ended.catch(() => {}).finally(() => running.delete(stop));
  return { pid: child.pid ?? 0, ended, stop, kill };
}
