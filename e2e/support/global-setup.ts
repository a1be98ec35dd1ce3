import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAccountsFile } from "../../scripts/emulator-accounts.mjs";
import { freePort } from "../../scripts/ports.mjs";
import { type Child, stopAll } from "../../scripts/processes.mjs";
import { inRoot } from "../../scripts/root.mjs";
import { startEmulator } from "../../scripts/services.mjs";
import { unexpectedLogLines } from "./console-log";
import { randomSecret, startConsoleProcess } from "./console-process";
import { createAccounts } from "./emulator-control";
import { issuedSecrets, leaks } from "./leaks";
import { publishRunState } from "./run-state";

const poolSize = Number(process.env.LATCHKEY_E2E_ACCOUNTS ?? 240);

/** Starts one emulator and one production console for all tests; returns what stops and judges them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-e2e-"));
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  try {
    const port = await freePort();
    const emulator = await startEmulator({ port: 0, consoleOrigin: `http://localhost:${port}` });
    const emulatorUrl = emulator.url;
    const accounts = await createAccounts(emulatorUrl, poolSize);
    const logLines: string[] = [];
    const console = await startConsoleProcess({
      port,
      onLine: (line) => logLines.push(line),
      env: {
        LATCHKEY_ACCOUNTS_FILE: writeAccountsFile({ emulatorUrl, accounts, folder }),
        LATCHKEY_DATA_DIR: dataDir,
        NEXTAUTH_SECRET: randomSecret(),
      },
    });
    const state = {
      consoleUrl: console.url,
      emulatorUrl,
      folder,
      accountIds: accounts.map(({ account_id }) => account_id),
    };
    publishRunState(state);

    const endings = watchEndings([emulator.child, console.child]);
    return async () => {
      const early = [...endings];
      const issued = early.length > 0 ? Promise.resolve([]) : issuedSecrets(state);
      const secrets = await issued.finally(stopAll);
      mkdirSync(inRoot("test-results"), { recursive: true });
      writeFileSync(inRoot("test-results", "console.log"), `${logLines.join("\n")}\n`);
      const faults = [
        ...early,
        ...unexpectedLogLines(logLines, folder).map((line) => `The console logged an error: ${line}`),
        ...leaks(secrets, logLines, dataDir).map((place) => `A secret or a token is readable in ${place}.`),
      ];
      rmSync(folder, { recursive: true });
      if (faults.length > 0) throw new Error(faults.slice(0, 20).join("\n"));
    };
  } catch (error) {
    await stopAll();
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** Fills up with a sentence for each process that ends. */
function watchEndings(children: Child[]): string[] {
  const endings: string[] = [];
  for (const { name, ended } of children) {
    ended.then((ending) => endings.push(`The ${name} ended (${ending}) while the tests ran.`));
  }
  return endings;
}
