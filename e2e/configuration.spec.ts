import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consoleRefusal, randomSecret } from "./support/console-process";
import { expect, test } from "./support/test";

const account = {
  DATABRICKS_HOST: "https://accounts.cloud.databricks.com",
  DATABRICKS_ACCOUNT_ID: "1f0c7a52-53e5-4d0c-9d2f-5a5a55d49a2e",
  DATABRICKS_CLIENT_ID: "latchkey",
  NEXTAUTH_SECRET: randomSecret(),
};

function accountsFile(content: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "latchkey-accounts-")), "accounts.json");
  writeFileSync(file, content);
  return file;
}

const refusals: [what: string, env: Record<string, string>, line: RegExp][] = [
  ["no account at all", { NEXTAUTH_SECRET: randomSecret() }, /^DATABRICKS_HOST: is not set/],
  ["no account id", { ...account, DATABRICKS_ACCOUNT_ID: "" }, /^DATABRICKS_ACCOUNT_ID: is not set/],
  [
    "a workspace as host",
    { ...account, DATABRICKS_HOST: "https://dbc-1.cloud.databricks.com" },
    /^DATABRICKS_HOST: /,
  ],
  [
    "a plain http host",
    { ...account, DATABRICKS_HOST: "http://accounts.cloud.databricks.com" },
    /^DATABRICKS_HOST: is not https/,
  ],
  [
    "a weak secret with a real account",
    { ...account, NEXTAUTH_SECRET: "secret" },
    /^NEXTAUTH_SECRET: is too weak/,
  ],
  ["no secret", { ...account, NEXTAUTH_SECRET: "" }, /^NEXTAUTH_SECRET: is not set/],
  [
    "a plain http origin",
    { ...account, NEXTAUTH_URL: "http://latchkey.example.com" },
    /^NEXTAUTH_URL: .* is plain http/,
  ],
  [
    "a database that is no PostgreSQL",
    { ...account, DATABASE_URL: "mysql://a:b@c/d" },
    /^DATABASE_URL: is not a PostgreSQL/,
  ],
  [
    "an unknown redirect policy",
    { ...account, REDIRECT_POLICY: "lenient" },
    /^REDIRECT_POLICY: is unknown\. Use one of default, strict/,
  ],
  [
    "an accounts file that is no JSON",
    { NEXTAUTH_SECRET: account.NEXTAUTH_SECRET, LATCHKEY_ACCOUNTS_FILE: accountsFile("{") },
    /^LATCHKEY_ACCOUNTS_FILE: .* is not valid JSON/,
  ],
  [
    "a file and variables",
    { ...account, LATCHKEY_ACCOUNTS_FILE: accountsFile("{}") },
    /^LATCHKEY_ACCOUNTS_FILE: is set together with/,
  ],
];

for (const [what, env, line] of refusals) {
  test(`${what} stops the start with one line`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "latchkey-data-"));
    const { exitCode, errorLines } = await consoleRefusal({
      NEXTAUTH_URL: "",
      LATCHKEY_DATA_DIR: dataDir,
      ...env,
    });
    expect(exitCode).not.toBe(0);
    expect(errorLines).toHaveLength(1);
    expect(errorLines[0]).toMatch(line);
    expect(errorLines[0]).not.toContain("a:b");
  });
}
