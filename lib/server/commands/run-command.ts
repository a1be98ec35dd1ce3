import "server-only";
import { existsSync } from "node:fs";
import { Kysely } from "kysely";
import {
  ConfigurationError,
  parseStoreConfiguration,
  type StoreConfiguration,
} from "@/lib/server/configuration";
import { DamagedStore } from "@/lib/server/store/damaged-store";
import { type Database, sqliteFile, storeDialect } from "@/lib/server/store/database";

/** Why a command did not do its work, in words for the terminal. */
export class CommandRefusal extends Error {
  override readonly name = "CommandRefusal";
}

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Runs an operator's command and ends the process with what `work` resolves with: 0 when all is well, 1 when it
 * found something wrong. Ends with 2 and one line on stderr when it could not do its work.
 */
export async function runCommand(
  work: (args: string[], configuration: StoreConfiguration) => Promise<0 | 1>,
): Promise<void> {
  try {
    process.exitCode = await work(process.argv.slice(2), parseStoreConfiguration(process.env));
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`);
    process.exitCode = 2;
  }
}

/** The configured store as it is, for as long as `work` takes: it is neither made nor brought up to date. */
export async function withStore<Result>(
  configuration: StoreConfiguration,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  if (!configuration.databaseUrl && !existsSync(sqliteFile(configuration.dataDir)))
    throw new CommandRefusal(`There is no store in ${configuration.dataDir}.`);
  const db: Database = new Kysely({ dialect: storeDialect(configuration) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "no reason is known";
  if (error instanceof ConfigurationError || error instanceof CommandRefusal || error instanceof DamagedStore)
    return error.message;
  if (error instanceof TypeError && code.startsWith("ERR_PARSE_ARGS")) return error.message;
  // What a driver says may repeat the address it was given, and with it a password.
  return `It could not be done (${code}). Nothing is known to have changed.`;
}
