import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAccountsFile } from "../../scripts/emulator-accounts.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { run } from "../../scripts/processes.mjs";
import { inRoot } from "../../scripts/root.mjs";
import { startEmulator } from "../../scripts/services.mjs";
import { randomSecret, startConsoleProcess } from "../support/console-process";
import { type Account, createAccounts } from "../support/emulator-control";
import { filesIn, type Place } from "../support/leaks";
import { newDatabase, tablesIn } from "./postgres-store";

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
  /** Starts the one that was killed last. */
  restart: () => Promise<void>;
  /** Whether all consoles answer. */
  isUp: () => Promise<boolean>;
  /** All that the store holds. */
  stored: () => Promise<Place[]>;
  /** Runs one of the commands of `npm run`, with the configuration of the consoles. */
  command: (name: string, ...args: string[]) => Promise<{ ok: boolean; lines: string[] }>;
  stop: () => Promise<void>;
};

/** `postgresUrl` is a server with the right to make databases. Without one the store is SQLite. */
export async function startWorld(accountCount: number, postgresUrl?: string): Promise<World> {
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
  };
  const logLines: string[] = [];
  const start = (port: number) => startConsoleProcess({ port, env, onLine: (line) => logLines.push(line) });
  const running = await Promise.all(ports.map(start));
  let next = 0;
  let killed = 0;
  return {
    consoleUrl,
    consoleUrls,
    emulatorUrl: emulator.url,
    accounts,
    dataDir,
    logLines,
    kill: async () => {
      killed = next;
      next = (next + 1) % ports.length;
      await running[killed]?.child.kill();
    },
    restart: async () => {
      running[killed] = await start(ports[killed] ?? 0);
    },
    isUp: async () => {
      const answers = consoleUrls.map((url) => fetch(`${url}/api/console/health`).catch(() => undefined));
      return (await Promise.all(answers)).every((answer) => answer?.ok === true);
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
