// @ts-check
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Refusal } from "./print.mjs";
import { inRoot, root } from "./root.mjs";

/** Any of these means: work against a real account. The console checks that the rest is there. */
const accountVariables = [
  "DATABRICKS_HOST",
  "DATABRICKS_ACCOUNT_ID",
  "DATABRICKS_CLIENT_ID",
  "DATABRICKS_CLIENT_SECRET",
  "LATCHKEY_ACCOUNTS_FILE",
];

/** Variables that are already set win over the file. */
export function loadDotEnv() {
  const file = inRoot(".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @param {NodeJS.ProcessEnv} env */
export function readSettings(env) {
  const port = readPort(env, "PORT", 3000);
  const emulatorPort = readPort(env, "EMULATOR_PORT", 4400);
  const hasRealAccount = accountVariables.some((name) => env[name]);
  if (!hasRealAccount && port === emulatorPort)
    throw new Refusal(`PORT and EMULATOR_PORT are both ${port}: give one of them another port.`);
  return {
    port,
    emulatorPort,
    consoleUrl: readConsoleUrl(env, `http://localhost:${port}`),
    dataDir: resolve(root, env.LATCHKEY_DATA_DIR || "data"),
    hasRealAccount,
    hasSecret: Boolean(env.NEXTAUTH_SECRET),
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {number} otherwise
 */
function readPort(env, name, otherwise) {
  const value = env[name] || String(otherwise);
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65535) return port;
  throw new Refusal(`${name} is "${value}": give it a port number from 1 to 65535.`);
}

/** @param {NodeJS.ProcessEnv} env @param {string} otherwise */
function readConsoleUrl(env, otherwise) {
  const value = env.NEXTAUTH_URL || otherwise;
  if (/^https?:/.test(value) && URL.canParse(value)) return value;
  throw new Refusal(`NEXTAUTH_URL is "${value}": give it the address of the console, such as ${otherwise}.`);
}

/**
 * @param {string} running the version of this Node
 * @param {string} wanted such as ">=20.19"
 */
export function checkNode(running, wanted) {
  const floor = parts(wanted.replace(/^\D+/, ""));
  const found = parts(running);
  const differing = floor.findIndex((part, index) => part !== (found[index] ?? 0));
  if (differing === -1 || (found[differing] ?? 0) > (floor[differing] ?? 0)) return;
  throw new Refusal(`Latchkey needs Node ${wanted.replace(/^\D+/, "")} or newer; this is ${running}.`);
}

/** @param {string} version */
const parts = (version) => version.split(".").map(Number);
