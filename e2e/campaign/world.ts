import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeAccountsFile } from "../../scripts/emulator-accounts.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { type Child, run } from "../../scripts/processes.mjs";
import { inRoot } from "../../scripts/root.mjs";
import { startEmulator } from "../../scripts/services.mjs";
import { randomSecret, startConsoleProcess } from "../support/console-process";
import { type Account, createAccounts } from "../support/emulator-control";
import { filesIn, type Place } from "../support/leaks";
import { dropConnections, newDatabase, tablesIn } from "./postgres-store";

/** An emulator, and production consoles over it that can be killed and started again on the same store. */
export type World = {
  /** Where people open the console: the first of `consoleUrls`. */
  consoleUrl: string;
  /** One console on SQLite, two on PostgreSQL, as behind something that sends each request to any of them. */
  consoleUrls: readonly string[];
  emulatorUrl: string;
  accounts: Account[];
  dataDir: string;
  /** All that the consoles have written. */
  logLines: string[];
  /** Ends one console as a crash does; another one each time. */
  kill: () => Promise<void>;
  /** Stops one console as for a deployment, another one each time, and resolves with its exit code. */
  end: () => Promise<number | string>;
  /** Starts the one that was killed or stopped last. */
  restart: () => Promise<void>;
  /** The consoles as they run now. */
  running: () => Child[];
  /** Whether all consoles answer. */
  isUp: () => Promise<boolean>;
  /** Ends all connections to a store that has any. */
  dropConnections: () => Promise<void>;
  /** All that the store holds. */
  stored: () => Promise<Place[]>;
  /** Runs one of the commands of `npm run`, with the configuration of the consoles. */
  command: (name: string, ...args: string[]) => Promise<{ ok: boolean; lines: string[] }>;
  stop: () => Promise<void>;
};

/** Milliseconds a console has to end in order: it gives itself a minute. */
const graceMs = 65_000;

/**
 * `postgresUrl` is a server with the right to make databases. Without one the store is SQLite. `consoleEnv` is for the
 * consoles alone, not for the commands.
 */
export async function startWorld(
  accountCount: number,
  postgresUrl?: string,
  { NODE_OPTIONS = "", ...consoleEnv }: Record<string, string> = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-campaign-"));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const ports = postgresUrl === undefined ? [await freePort()] : [await freePort(), await freePort()];
  const consoleUrls = ports.map((port) => `http://localhost:${port}`);
  const [consoleUrl = ""] = consoleUrls;
  const emulator = await startEmulator({ port: 0, consoleOrigin: consoleUrl });
  const accounts = await createAccounts(emulator.url, accountCount);
  const databaseUrl = postgresUrl === undefined ? "" : await newDatabase(postgresUrl);
  const env = {
    DATABASE_URL: databaseUrl,
    LATCHKEY_ACCOUNTS_FILE: writeAccountsFile({ emulatorUrl: emulator.url, accounts, folder }),
    LATCHKEY_DATA_DIR: dataDir,
    LOG_LEVEL: "debug",
    NEXTAUTH_SECRET: randomSecret(),
    NEXTAUTH_URL: consoleUrl,
    NODE_OPTIONS: `--import ${pathToFileURL(inRoot("e2e", "campaign", "tell-memory.mjs")).href}`,
  };
  const logLines: string[] = [];
  const ofConsole = { ...env, ...consoleEnv, NODE_OPTIONS: `${env.NODE_OPTIONS} ${NODE_OPTIONS}` };
  const start = (port: number) =>
    startConsoleProcess({ port, env: ofConsole, onLine: (line) => logLines.push(line), graceMs });
  const running = await Promise.all(ports.map(start));
  let taken = -1;
  const take = () => {
    taken = (taken + 1) % running.length;
    const one = running[taken];
    if (!one) throw new Error("There is no console.");
    return one.child;
  };
  return {
    consoleUrl,
    consoleUrls,
    emulatorUrl: emulator.url,
    accounts,
    dataDir,
    logLines,
    kill: () => take().kill(),
    end: async () => {
      const child = take();
      await child.stop();
      return child.ended;
    },
    restart: async () => {
      running[taken] = await start(ports[taken] ?? 0);
    },
    running: () => running.map(({ child }) => child),
    isUp: async () => {
      const answers = consoleUrls.map((url) => fetch(`${url}/api/console/health`).catch(() => undefined));
      return (await Promise.all(answers)).every((answer) => answer?.ok === true);
    },
    dropConnections: async () => {
      if (databaseUrl !== "") await dropConnections(databaseUrl);
    },
    stored: async () => (databaseUrl === "" ? filesIn(dataDir) : tablesIn(databaseUrl)),
    command: (name, ...args) =>
      run(
        process.execPath,
        [
          "--conditions=react-server",
          "--import",
          "tsx",
          inRoot("lib", "server", "commands", `${name}.ts`),
          ...args,
        ],
        { env: { ...process.env, ...env } },
      ),
    stop: async () => {
      await Promise.all([...running.map(({ child }) => child.stop()), emulator.child.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
