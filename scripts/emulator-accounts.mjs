// @ts-check
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "./print.mjs";

/**
 * @typedef {{ user_name: string, display_name: string, roles: string[] }} Person
 * @typedef {object} EmulatorAccount
 * @property {string} account_id
 * @property {string} name
 * @property {string} cloud
 * @property {{ client_id: string, client_secret?: string }} console
 * @property {Person[]} people
 */

/**
 * @param {string} emulatorUrl
 * @returns {Promise<EmulatorAccount[]>}
 */
export async function emulatorAccounts(emulatorUrl) {
  const response = await fetch(`${emulatorUrl}/emulator/control`);
  if (!response.ok) throw new Error(`The emulator's control endpoint answered ${response.status}.`);
  return (await response.json()).accounts;
}

/**
 * Writes what LATCHKEY_ACCOUNTS_FILE names: the emulator's accounts, in the form a real configuration has.
 * @param {{ emulatorUrl: string, accounts: EmulatorAccount[], folder: string }} options
 * @returns {string} the file
 */
export function writeAccountsFile({ emulatorUrl, accounts, folder }) {
  const content = {
    accounts: accounts.map(({ account_id, name, cloud, console: { client_id, client_secret } }) => ({
      account_id,
      host: emulatorUrl,
      client_id,
      client_secret,
      label: name,
      cloud,
    })),
  };
  const file = join(folder, "emulator-accounts.json");
  writePrivately(file, `${JSON.stringify(content, null, 2)}\n`);
  return file;
}

/**
 * The secret of a console that only ever meets the emulator, kept so that a restart does not sign everyone out.
 * @param {string} folder
 */
export function keptSecret(folder) {
  const file = join(folder, "nextauth-secret");
  if (!existsSync(file)) writePrivately(file, randomBytes(32).toString("base64url"));
  return readFileSync(file, "utf8").trim();
}

/** Makes the data folder unless it is there. @param {string} folder */
export function makePrivateFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new Refusal(`LATCHKEY_DATA_DIR: nothing can be kept in ${folder} (${code}): name another folder.`);
  }
}

/** Whole or not at all, and readable by this user only. @param {string} file @param {string} content */
function writePrivately(file, content) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  renameSync(unfinished, file);
}
