// @ts-check
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
    env: { ...env, EMULATOR_PORT: String(port), EMULATOR_CONSOLE_ORIGIN: consoleOrigin },
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
 * @param {{ port: number, env: NodeJS.ProcessEnv, dev?: boolean }} options
 */
export function startConsole({ port, env, dev = false }) {
  return startChild({
    name: "console",
    args: [nextBin, dev ? "dev" : "start", "-p", String(port), "-H", "127.0.0.1"],
    env: {
      ...env,
      PORT: String(port),
      NODE_ENV: dev ? "development" : "production",
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
  while (!signal.aborted) {
    const response = await fetch(`http://127.0.0.1:${port}/api/console/health`, { signal }).catch(
      () => undefined,
    );
    await response?.body?.cancel();
    if (response?.ok) return;
    await sleep(50);
  }
}

/**
 * Waits until a child is ready. One that ends or stays silent instead is stopped, and the error carries its last lines.
 * @template T
 * @param {Child} child
 * @param {Promise<T>} readiness
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
async function ready(child, readiness, timeoutMs) {
  const timeout = new AbortController();
  try {
    return await Promise.race([
      readiness,
      child.ended.then((ending) => Promise.reject(endedEarly(child, ending))),
      sleep(timeoutMs, undefined, { signal: timeout.signal }).then(() =>
        Promise.reject(
          new Refusal(`The ${child.name} was not ready after ${timeoutMs / 1000} s.`, child.tail()),
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
export function endedEarly(child, ending) {
  const how = typeof ending === "number" ? `exit code ${ending}` : ending;
  return new Refusal(`The ${child.name} ended (${how}).`, child.tail());
}
