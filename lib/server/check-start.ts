import "server-only";
import { keepCheckpoints, openAuditLog } from "@/lib/server/audit/open-audit-log";
import { ConfigurationError } from "@/lib/server/configuration";
import { env } from "@/lib/server/env";
import { database } from "@/lib/server/store/database";

/** Parses the configuration and opens the store. Ends the process with one line on stderr when either fails. */
export async function checkStart(): Promise<void> {
  try {
    const { origin, secret } = env();
    // next-auth reads these two from the environment itself.
    process.env.NEXTAUTH_URL = origin;
    process.env.NEXTAUTH_SECRET = secret.reveal();
    const db = await database();
    await openAuditLog(db);
    keepCheckpoints(db);
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`);
    process.exit(1);
  }
}

function reason(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return process.env.DATABASE_URL
    ? `DATABASE_URL: the database did not answer${code}. Check that it runs and that the address is right.`
    : `LATCHKEY_DATA_DIR: the store could not be opened${code}. Check that the folder is writable and not full.`;
}
