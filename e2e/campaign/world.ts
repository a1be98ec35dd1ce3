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

/** An emulator, and a production console over it that can be killed and started again on the same store. */
export type World = {
  consoleUrl: string;
  emulatorUrl: string;
  accounts: Account[];
  dataDir: string;
  /** All that the console has written. */
  logLines: string[];
  killAndRestart: () => Promise<void>;
  /** Whether it answers. */
  isUp: () => Promise<boolean>;
  /** Runs one of the commands of `npm run`, with the configuration of the console. */
  command: (name: string, ...args: string[]) => Promise<{ ok: boolean; lines: string[] }>;
  stop: () => Promise<void>;
};

/** `consoleEnv` is for the console alone, not for the commands. */
export async function startWorld(
  accountCount: number,
  consoleEnv: Record<string, string> = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-campaign-"));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const port = await freePort();
  const emulator = await startEmulator({ port: 0, consoleOrigin: `http://localhost:${port}` });
  const accounts = await createAccounts(emulator.url, accountCount);
  const env = {
    LATCHKEY_ACCOUNTS_FILE: writeAccountsFile({ emulatorUrl: emulator.url, accounts, folder }),
    LATCHKEY_DATA_DIR: dataDir,
    NEXTAUTH_SECRET: randomSecret(),
    LOG_LEVEL: "debug",
  };
  const logLines: string[] = [];
  const start = () =>
    startConsoleProcess({ port, env: { ...env, ...consoleEnv }, onLine: (line) => logLines.push(line) });
  let running = await start();
  const url = `http://localhost:${port}`;
  return {
    consoleUrl: url,
    emulatorUrl: emulator.url,
    accounts,
    dataDir,
    logLines,
    killAndRestart: async () => {
      await running.child.kill();
      running = await start();
    },
    isUp: async () => (await fetch(`${url}/api/console/health`).catch(() => undefined))?.ok === true,
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
        { env: { ...process.env, NEXTAUTH_URL: url, ...env } },
      ),
    stop: async () => {
      await Promise.all([running.child.stop(), emulator.child.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
