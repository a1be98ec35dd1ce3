// @ts-check
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { nextBin } from "./freshness.mjs";
import { Refusal } from "./print.mjs";
import { startChild } from "./processes.mjs";
import { inRoot } from "./root.mjs";

/** @typedef {import("./processes.mjs").Child} Child */

const readyLine = /^emulator ready (http:\/\/\S+)$/;

/**
 * @param {{ port: number, consoleOrigin: string, env?: NodeJS.ProcessEnv }} options port 0 for any
 * @returns {Promise<{ child: Child, url: string }>}
 */
export async function startEmulator({ port, consoleOrigin, env = process.env }) {
  const child = startChild({
    name: "emulator",
    args: ["--import", "tsx", inRoot("emulator", "main.ts")],
    // Whoever starts it here asks its control endpoint for the accounts.
    env: {
      ...env,
      EMULATOR_PORT: String(port),
      EMULATOR_CONSOLE_ORIGIN: consoleOrigin,
      EMULATOR_CONTROL: "on",
    },
  });
  /** @type {Promise<string>} */
  const url = new Promise((resolve) => {
    child.onLine((line) => {
      const found = readyLine.exec(line.trim())?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { child, url: await ready(child, url, 30_000) };
}

/**
 * Starts the console without waiting for it. `env` is complete: nothing is added but what Next itself needs.
 * @param {{ port: number, env: NodeJS.ProcessEnv, dev?: boolean, graceMs?: number }} options
 */
export function startConsole({ port, env, dev = false, ...grace }) {
  return startChild({
    name: "console",
    ...grace,
    args: [nextBin, dev ? "dev" : "start", "-p", String(port), "-H", "127.0.0.1"],
    env: {
      ...env,
      PORT: String(port),
      NODE_ENV: dev ? "development" : "production",
      // lib/server/stopping.ts ends it: Next would not wait for what nobody listens to any more.
      ...(dev ? {} : { NEXT_MANUAL_SIG_HANDLE: "1" }),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
}

/**
 * @param {Child} child
 * @param {number} port
 * @param {number} [timeoutMs]
 */
export async function consoleReady(child, port, timeoutMs = 60_000) {
  const stopPolling = new AbortController();
  try {
    await ready(child, pollHealth(port, stopPolling.signal), timeoutMs);
  } finally {
    stopPolling.abort();
  }
}

/**
 * @param {number} port
 * @param {AbortSignal} signal
 */
async function pollHealth(port, signal) {
  while (!signal.aborted && !(await isHealthy(port))) await sleep(50);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isHealthy(port) {
  return new Promise((resolve) => {
    // Without an agent the connection is not kept open; one that is would delay the end of the console.
    get({ host: "127.0.0.1", port, path: "/api/console/health", agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on("error", () => resolve(false));
  });
}

/**
 * Waits until a child is ready. One that ends or stays silent instead is stopped, and the error carries its last lines.
 * @template T
 * @param {Child} child
 * @param {Promise<T>} readiness
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
export async function ready(child, readiness, timeoutMs) {
  const timeout = new AbortController();
  try {
    return await Promise.race([
      readiness,
      child.ended.then((ending) => Promise.reject(endedEarly(child, ending))),
      sleep(timeoutMs, undefined, { signal: timeout.signal }).then(() =>
        Promise.reject(
          new Refusal(`The ${child.name} was not ready after ${timeoutMs / 1000} s.`, [
            ...child.tail.stdout,
            ...child.tail.stderr,
          ]),
        ),
      ),
    ]);
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    timeout.abort();
  }
}

/**
 * @param {Child} child
 * @param {import("./processes.mjs").Ending} ending
 */
export function endedEarly({ name, tail: { stdout, stderr } }, ending) {
  const [reason, ...more] = stderr;
  // One that refuses its configuration says so in one line, and that is all there is to say.
  if (typeof ending === "number" && reason !== undefined && more.length === 0) return new Refusal(reason);
  const how = typeof ending === "number" ? `exit code ${ending}` : ending;
  return new Refusal(`The ${name} ended (${how}).`, stderr.length > 0 ? stderr : stdout);
}
