import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAccountsFile } from "../../scripts/emulator-accounts.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { startEmulator } from "../../scripts/services.mjs";
import { randomSecret, startConsoleProcess } from "./console-process";
import { createAccounts, EmulatorControl } from "./emulator-control";
import { openLine } from "./line";

/**
 * An emulator with one account and a console over it, with a configuration of its own on top of the usual one. The line
 * between the two, and between the browser and the emulator, can be cut.
 */
export async function startOwnConsole(env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-own-"));
  const port = await freePort();
  const line = await openLine();
  const emulator = await startEmulator({
    port: 0,
    consoleOrigin: `http://localhost:${port}`,
    env: { ...process.env, EMULATOR_ORIGIN: line.origin },
  });
  line.leadTo(emulator.url);
  const accounts = await createAccounts(emulator.url, 1);
  const [account] = accounts;
  if (!account) throw new Error("The emulator made no account.");
  const dataDir = join(folder, "data");
  const configuration = {
    LATCHKEY_ACCOUNTS_FILE: writeAccountsFile({ emulatorUrl: line.origin, accounts, folder }),
    LATCHKEY_DATA_DIR: dataDir,
    NEXTAUTH_SECRET: randomSecret(),
    ...env,
  };
  let running = await startConsoleProcess({ port, env: configuration });
  return {
    url: running.url,
    account,
    line,
    emulator: new EmulatorControl(emulator.url, account.account_id),
    /** The store of the console, which it has open. */
    storeFile: join(dataDir, "latchkey.sqlite"),
    /** Ends the console, whatever it is at, and starts it again with the same data. */
    restart: async () => {
      await running.child.stop();
      running = await startConsoleProcess({ port, env: configuration });
    },
    stop: async () => {
      await Promise.all([running.child.stop(), emulator.child.stop()]);
      await line.cut();
      rmSync(folder, { recursive: true });
    },
  };
}
