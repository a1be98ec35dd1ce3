// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./print.mjs";
import { run } from "./processes.mjs";
import { inRoot, root } from "./root.mjs";

/** Everything that can change what `next build` makes. */
const buildInputs = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation-client.ts",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

const stampFile = inRoot(".next", "latchkey-build-inputs");

/**
 * Makes the production build when what it is made of has changed since the last one.
 * @param {{ logFile?: string }} [options]
 * @returns {Promise<"built" | "up to date">}
 */
export async function buildIfStale({ logFile } = {}) {
  const hash = hashFiles(root, buildInputs);
  if (buildStamp() === hash) return "up to date";
  const { ok, lines } = await run(process.execPath, [nextBin, "build"], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    ...(logFile === undefined ? {} : { logFile }),
  });
  if (!ok) throw new Refusal("next build failed; its last lines are above.", lines.slice(-60));
  writeFileSync(stampFile, hash);
  return "built";
}

export const nextBin = inRoot("node_modules", "next", "dist", "bin", "next");

function buildStamp() {
  // A build that broke off or was cleaned away leaves no BUILD_ID, whatever the stamp says.
  if (!existsSync(inRoot(".next", "BUILD_ID")) || !existsSync(stampFile)) return undefined;
  return readFileSync(stampFile, "utf8");
}

/**
 * A hash over paths and contents. Tests are left out: no build contains them.
 * @param {string} folder
 * @param {string[]} inputs files and folders in it
 */
export function hashFiles(folder, inputs) {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const path of filesBelow(folder, input)) {
      const content = readFileSync(join(folder, path));
      hash.update(`${path}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(folder, path) {
  const entries = list(join(folder, path));
  if (entries === "missing") return [];
  if (entries === "file") return isTest(path) ? [] : [path];
  return entries.sort().flatMap((name) => filesBelow(folder, `${path}/${name}`));
}

/** @param {string} path */
const isTest = (path) => /\.test\.tsx?$/.test(path);

/** @param {string} path @returns {string[] | "file" | "missing"} */
function list(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTDIR") return "file";
    if (code === "ENOENT") return "missing";
    throw error;
  }
}
