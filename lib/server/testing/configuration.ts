import "server-only";
import { expect } from "vitest";
import { ConfigurationError, parseConfiguration } from "@/lib/server/configuration";
import { account_id } from "@/lib/server/testing/account";

export type Variables = Record<string, string | undefined>;

export const other_id = "11111111-2222-4333-8444-555555555555";
/** Texts that no message may repeat. */
export const secrets = {
  client: "dose-client-0123456789abcdef",
  session: "Zx8-session-vQ2rT5yU7iO9pA1sD3fG",
  password: "p4ssw0rd-of-somebody",
};

export const valid: Variables = {
  DATABRICKS_HOST: "https://accounts.cloud.databricks.com",
  DATABRICKS_ACCOUNT_ID: account_id,
  DATABRICKS_CLIENT_ID: "11111111-0000-4000-8000-000000000000",
  DATABRICKS_CLIENT_SECRET: secrets.client,
  NEXTAUTH_URL: "https://latchkey.example.com",
  NEXTAUTH_SECRET: secrets.session,
  DATABASE_URL: `postgresql://latchkey:${secrets.password}@db.example.com/latchkey`,
};

export const account = {
  account_id,
  host: "https://accounts.azuredatabricks.net",
  client_id: "c1",
  client_secret: secrets.client,
};

/** Reads no file at all. */
const noFile = (): string => {
  throw Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" });
};
/** A configuration by variables, which are valid but for `changes`. */
export const parse = (changes: Variables, readFile: (path: string) => string = noFile) =>
  parseConfiguration({ ...valid, ...changes }, readFile);

/** A configuration by file. `content` is written as JSON unless it is text already. */
export function parseFile(content: unknown, changes: Variables = {}) {
  const { NEXTAUTH_URL, NEXTAUTH_SECRET } = valid;
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return parseConfiguration(
    { LATCHKEY_ACCOUNTS_FILE: "/etc/latchkey/accounts.json", NEXTAUTH_URL, NEXTAUTH_SECRET, ...changes },
    (path) => (path === "/etc/latchkey/accounts.json" ? text : noFile()),
  );
}

/** The message by which a configuration is refused. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error("It was accepted.");
}

export function expectOneClearLine(message: string, variable: string): void {
  expect(message.startsWith(`${variable}: `)).toBe(true);
  expect(message).toMatch(/^[A-Z_]+(, accounts\[\d+\]\.\w+)?: \S.*\.( See .*\.)?$/u);
  expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
}
