import "server-only";
import pino, { type Logger } from "pino";
import { env } from "@/lib/server/env";

let logger: Logger | undefined;

/**
 * The log: one line of JSON per event on stdout. Callers pass plain fields they chose one by one; never an
 * error, a header, a body or a URL with its query, because any of those may hold a token or a secret.
 */
export function log(): Logger {
  logger ??= pino({ level: env().logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return logger;
}

/** What may be logged of an error: its class and code, and where in our code it was raised. */
export function errorFields(error: unknown): { error: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const at = error.stack
    ?.split("\n")
    .find((line) => line.startsWith("    at "))
    ?.trim();
  return { error: error.name, ...(code ? { code } : {}), ...(at ? { at } : {}) };
}
