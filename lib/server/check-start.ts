import "server-only";
import { keepCheckpoints, openAuditLog } from "@/lib/server/audit/open-audit-log";
import { ConfigurationError } from "@/lib/server/configuration";
import { env } from "@/lib/server/env";
import { endTending, keepTending, recoverIntents } from "@/lib/server/intents/tend";
import { stopInOrder } from "@/lib/server/stopping";
import { DamagedStore } from "@/lib/server/store/damaged-store";
import { database } from "@/lib/server/store/database";
import { keepStore } from "@/lib/server/store/keep-store";

/**
 * Parses the configuration, opens the store and the audit log, and takes up what was left open. Ends the process with
 * one line on stderr when one of them fails.
 */
export async function checkStart(): Promise<void> {
  try {
    const { origin, secret } = env();
    // next-auth reads these two from the environment itself.
    process.env.NEXTAUTH_URL = origin;
    process.env.NEXTAUTH_SECRET = secret.reveal();
    const db = await database();
    keepStore();
    await openAuditLog(db);
    keepCheckpoints(db);
    await recoverIntents();
    keepTending();
    // `next dev` ends by itself.
    if (process.env.NODE_ENV === "production") stopInOrder(endTending);
  } catch (error) {
    process.stderr.write(`${reason(error)}\n`);
    process.exit(1);
  }
}

function reason(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof DamagedStore) return error.message;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return process.env.DATABASE_URL
    ? `DATABASE_URL: the database did not answer${code}. Check that it runs and that the address is right.`
    : `LATCHKEY_DATA_DIR: the store could not be opened${code}. Check that the folder is writable and not full.`;
}
