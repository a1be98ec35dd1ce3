// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { Refusal } from "./print.mjs";
import { run } from "./processes.mjs";
import { inRoot } from "./root.mjs";

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * Installs exactly what package-lock.json says when node_modules does not hold it.
 * @returns {Promise<"installed" | "up to date">}
 */
export async function installDependencies() {
  if (dependenciesAreFresh()) return "up to date";
  const { ok, lines } = await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (ok) return "installed";
  throw new Refusal("npm ci failed; its last lines are above.", lines.slice(-30));
}

function dependenciesAreFresh() {
  // npm writes this file last, so an interrupted installation has none.
  const installed = inRoot("node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  return lockIsInstalled(readPackages(inRoot("package-lock.json")), readPackages(installed));
}

/**
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function lockIsInstalled(locked, installed) {
  return Object.entries(locked).every(([path, entry]) => {
    const isTheProject = path === "";
    const forSomePlatforms = entry.optional || entry.os !== undefined || entry.cpu !== undefined;
    const found = installed[path];
    if (isTheProject || (found === undefined && forSomePlatforms)) return true;
    return found?.version === entry.version;
  });
}

/** @param {string} file @returns {LockedPackages} */
function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

/** @param {string[]} args */
async function runNpm(args) {
  const npm = process.env.npm_execpath;
  try {
    return await (npm?.endsWith(".js") ? run(process.execPath, [npm, ...args]) : run("npm", args));
  } catch {
    throw new Refusal("npm was not found: install it (on Debian, the package npm) and try again.");
  }
}
