import "server-only";
import { readFileSync } from "node:fs";
import { type Account, type Configuration, parseConfiguration } from "@/lib/server/configuration";

let parsed: Configuration | undefined;

/** The configuration, parsed once per process. Throws ConfigurationError; the start has already done so then. */
export function env(): Configuration {
  parsed ??= parseConfiguration(process.env, (path) => readFileSync(path, "utf8"));
  return parsed;
}

/** The configured account with this id, if any. */
export function findAccount(account_id: string): Account | undefined {
  return env().accounts.find((account) => account.account_id === account_id);
}
