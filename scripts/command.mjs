// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { keptSecret } from "./emulator-accounts.mjs";
import { printFailure, Refusal } from "./print.mjs";
import { inRoot } from "./root.mjs";
import { loadDotEnv, readSettings } from "./settings.mjs";

// Runs one of lib/server/commands with the configuration that `npm start` would give the console.

/** @param {string[]} args the command, and its own arguments */
function runCommand([name = "", ...args]) {
  const file = inRoot("lib", "server", "commands", `${name}.ts`);
  if (!existsSync(file)) throw new Refusal(`There is no command "${name}".`);
  if (!existsSync(inRoot("node_modules", "tsx"))) throw new Refusal("Run `npm ci` first.");
  loadDotEnv();
  const { dataDir, hasRealAccount, hasSecret } = readSettings(process.env);
  const accountsFile = join(dataDir, "emulator-accounts.json");
  const emulated = !hasRealAccount && existsSync(accountsFile);
  const env = {
    ...process.env,
    LATCHKEY_DATA_DIR: dataDir,
    ...(emulated ? { LATCHKEY_ACCOUNTS_FILE: accountsFile } : {}),
    ...(emulated && !hasSecret ? { NEXTAUTH_SECRET: keptSecret(dataDir) } : {}),
  };
  // The condition makes `server-only` empty, as in a server bundle.
  const options = ["--conditions=react-server", "--import", "tsx", file, ...args];
  const { status } = spawnSync(process.execPath, options, { env, stdio: "inherit" });
  return status ?? 2;
}

try {
  process.exitCode = runCommand(process.argv.slice(2));
} catch (error) {
  printFailure(error);
  process.exitCode = 2;
}
