// @ts-check
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./ports.mjs";
import { postgresFolder } from "./postgres.mjs";

// A PostgreSQL for tests, in a folder of its own that is removed at the end. Prints its address when it is ready.

const bin = postgresFolder() ?? fail("PostgreSQL is not installed.");
const user = unprivileged();
const folder = mkdtempSync(join(tmpdir(), "latchkey-postgres-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const data = join(folder, "data");
const passwordFile = join(folder, "password");
const password = randomBytes(16).toString("hex");
writeFileSync(passwordFile, password);
chmodSync(folder, 0o700);
if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);

// initdb's own words are of use only when it fails, and then they are in the error.
execFileSync(
  join(bin, "initdb"),
  [
    "-D",
    data,
    "-U",
    "latchkey",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--locale=C",
  ],
  { cwd: folder, stdio: ["ignore", "ignore", "pipe"], ...user },
);

const port = await freePort();
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "300",
  // What is thrown away need not survive a power cut.
  fsync: "off",
};
const server = spawn(
  join(bin, "postgres"),
  [
    "-D",
    data,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ],
  { cwd: folder, stdio: ["ignore", "ignore", "pipe"], ...user },
);
createInterface({ input: server.stderr }).on("line", (line) => {
  if (line.includes("database system is ready to accept connections"))
    process.stdout.write(`postgres ready postgresql://latchkey:${password}@127.0.0.1:${port}/postgres\n`);
  else if (/ (FATAL|PANIC): /.test(line)) process.stderr.write(`${line}\n`);
});
server.once("exit", (code) => process.exit(code ?? 1));
// SIGINT ends it at once and in order, whoever is still connected.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill("SIGINT"));

/** PostgreSQL refuses to run as root. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = ["postgres", "nobody"].map((name) => entries.find(([it]) => it === name)).find(Boolean);
  if (!entry) fail("There is no user to run PostgreSQL as.");
  return { uid: Number(entry?.[2]), gid: Number(entry?.[3]) };
}

/** @param {string} reason @returns {never} */
function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
