import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { env } from "@/lib/server/env";
import type { Secret } from "@/lib/server/secret";
import { account_id } from "@/lib/server/testing/account";
import { emptyPostgres, testsPostgres } from "@/lib/server/testing/store";

/** The console's own origin in tests. */
export const consoleOrigin = "https://latchkey.example.com";

/**
 * Configures the console of this test file: nobody listens at its account host, and its store is empty,
 * its own, and removed afterwards. Call it before anything reads the configuration. Returns the folder.
 */
export function configureForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-test-"));
  Object.assign(process.env, {
    DATABRICKS_HOST: "http://localhost:9",
    DATABRICKS_ACCOUNT_ID: account_id,
    DATABRICKS_CLIENT_ID: "11111111-0000-4000-8000-000000000000",
    DATABRICKS_CLIENT_SECRET: "",
    LATCHKEY_ACCOUNTS_FILE: "",
    NEXTAUTH_URL: consoleOrigin,
    NEXTAUTH_SECRET: "a-secret-of-the-tests-32-characters-and-more",
    DATABASE_URL: "",
    LATCHKEY_DATA_DIR: join(folder, "data"),
    LOG_LEVEL: "silent",
  });
  if (testsPostgres)
    beforeAll(async () => {
      process.env.DATABASE_URL = await emptyPostgres();
    });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Configures another secret, and those it replaced, until the test ends. */
export function useSecrets(secret: Secret, ...previous: Secret[]): void {
  const configuration = env();
  const { secret: before, secrets } = configuration;
  Object.assign(configuration, { secret, secrets: [secret, ...previous] });
  onTestFinished(() => void Object.assign(configuration, { secret: before, secrets }));
}
