// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal } from "./print.mjs";
import { run, startChild } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { ready } from "./services.mjs";

/** Where Debian keeps its versions; their programs are not all in the path. */
const debianFolder = "/usr/lib/postgresql";

/** The folder with the newest PostgreSQL of this machine. */
export function postgresFolder() {
  const versions = existsSync(debianFolder)
    ? readdirSync(debianFolder).map(Number).filter(Number.isFinite)
    : [];
  const debian = versions
    .toSorted((a, b) => b - a)
    .map((version) => join(debianFolder, String(version), "bin"));
  const folders = [...debian, ...(process.env.PATH ?? "").split(delimiter)];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name))));
}

/** @returns {Promise<"installed" | "up to date">} */
export async function installPostgres() {
  if (postgresFolder()) return "up to date";
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall)
    throw new Refusal("PostgreSQL is not installed (on Debian: sudo apt-get install postgresql)");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]]) {
    const { ok } = await run("apt-get", args, { env });
    if (!ok) throw new Refusal(`apt-get ${args[0]} failed`);
  }
  if (postgresFolder()) return "installed";
  throw new Refusal("apt-get installed PostgreSQL, but it is not found");
}

const readyLine = /^postgres ready (postgresql:\/\/\S+)$/;

/**
 * Starts a server with empty data of its own, which are gone when it stops.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} the address with the right to make databases
 */
export async function startPostgres() {
  const child = startChild({
    name: "postgres",
    args: [inRoot("scripts", "postgres-server.mjs")],
    env: process.env,
  });
  /** @type {Promise<string>} */
  const url = new Promise((resolve) => {
    child.onLine((line) => {
      const found = readyLine.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { url: await ready(child, url, 60_000), stop: child.stop };
}
