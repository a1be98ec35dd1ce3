import { randomBytes } from "node:crypto";
import { freePort } from "../../scripts/ports.mjs";
import { consoleReady, startConsole } from "../../scripts/services.mjs";

type Variables = Record<string, string>;

/**
 * Nothing of the tests' own environment. Empty counts as unset, and keeps Next from filling a variable in from a
 * developer's `.env`. Node warns on stderr when both colour variables are there, as they are under Playwright.
 */
const unset: Record<string, string | undefined> = {
  FORCE_COLOR: undefined,
  NO_COLOR: undefined,
  DATABASE_URL: "",
  DATABRICKS_ACCOUNT_ID: "",
  DATABRICKS_CLIENT_ID: "",
  DATABRICKS_CLIENT_SECRET: "",
  DATABRICKS_HOST: "",
  LATCHKEY_ACCOUNTS_FILE: "",
  LATCHKEY_DATA_DIR: "",
  LATCHKEY_INTENT_RETENTION: "",
  LATCHKEY_SECRET_LIFETIME: "",
  LOG_LEVEL: "",
  NEXTAUTH_SECRET: "",
  NEXTAUTH_URL: "",
  REDIRECT_POLICY: "",
};

export const randomSecret = () => randomBytes(32).toString("base64url");

type ConsoleOptions = {
  /** The whole configuration: nothing of it comes from the environment of the tests. */
  env: Variables;
  port?: number;
  onLine?: (line: string) => void;
  /** Milliseconds it has to end in order. */
  graceMs?: number;
};

/** Starts a production console of its own configuration and waits until it is ready. */
export async function startConsoleProcess({ env, port, onLine, ...grace }: ConsoleOptions) {
  const ownPort = port ?? (await freePort());
  const url = `http://localhost:${ownPort}`;
  const child = startConsole({
    ...grace,
    port: ownPort,
    env: { ...process.env, ...unset, NEXTAUTH_URL: url, ...env },
  });
  if (onLine) child.onLine(onLine);
  await consoleReady(child, ownPort);
  return { url, child };
}

/** Starts a console that is expected to refuse its configuration, and resolves with how it did. */
export async function consoleRefusal(env: Variables): Promise<{ exitCode: number; errorLines: string[] }> {
  const port = await freePort();
  const child = startConsole({ port, env: { ...process.env, ...unset, ...env } });
  const errorLines: string[] = [];
  child.onLine((line, stream) => {
    if (stream === "stderr") errorLines.push(line);
  });
  const ready = consoleReady(child, port).then(() => "ready" as const);
  const ending = await Promise.race([child.ended, ready.catch(() => child.ended)]);
  if (ending === "ready") {
    await child.stop();
    throw new Error("The console started with a configuration that it should have refused.");
  }
  return { exitCode: typeof ending === "number" ? ending : -1, errorLines };
}
