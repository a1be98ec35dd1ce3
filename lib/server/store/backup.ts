import "server-only";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { sql } from "kysely";
import type { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { checkStoreFile, type FileVerdict, persist } from "@/lib/server/store/store-file";

/**
 * Writes what the store holds at one moment to `file`, while it is in use. The file gets its name when it was read
 * back and is whole. Rejects when `file` exists already or what was written is damaged; nothing is left of it then.
 */
export async function backUp(
  db: Database,
  file: string,
  secrets: readonly Secret[],
): Promise<Pick<FileVerdict, "auditProblem">> {
  if (existsSync(file)) throw new BackupProblem("The file exists already. Nothing was written.");
  const unfinished = `${file}.unfinished`;
  // SQLite writes to an empty file as it is, and it is to be read by this user only.
  writeFileSync(unfinished, "", { mode: 0o600, flag: "wx" });
  try {
    await sql`vacuum into ${unfinished}`.execute(db);
    const { damage, auditProblem } = await checkStoreFile(unfinished, secrets);
    if (damage !== undefined) throw new BackupProblem(`What was written is damaged: ${damage}`);
    persist(unfinished);
    renameSync(unfinished, file);
    persist(file);
    return { auditProblem };
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Why there is no backup, in words for the terminal. */
export class BackupProblem extends Error {
  override readonly name = "BackupProblem";
}
