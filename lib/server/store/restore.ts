import "server-only";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import Libsql from "libsql";
import { appendAudit } from "@/lib/server/audit/append";
import type { Secret } from "@/lib/server/secret";
import { openDatabase, sqlite } from "@/lib/server/store/database";
import { checkStoreFile, persist } from "@/lib/server/store/store-file";
import { ownStore } from "@/lib/server/store/store-lock";

/** Why nothing was restored, in words for the terminal. */
export class RestoreRefusal extends Error {
  override readonly name = "RestoreRefusal";
}

/**
 * Puts a backup in the place of the store in `file`, if nobody has that open. The backup is verified first, and made
 * ready beside the store: its sessions are ended, since people may have signed out since, and the log says that it
 * was restored. What was in the place is kept under the name that is returned. Throws RestoreRefusal.
 */
export async function restore(
  backup: string,
  file: string,
  secrets: readonly Secret[],
): Promise<string | undefined> {
  if (!existsSync(backup)) throw new RestoreRefusal("There is no such file. Nothing was changed.");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const release = ownStore(file);
  if (!release)
    throw new RestoreRefusal(
      "A console or a command has the store open. Stop it first. Nothing was changed.",
    );
  const folder = mkdtempSync(join(dirname(file), "restoring-"));
  try {
    const ready = join(folder, "latchkey.sqlite");
    copyFileSync(backup, ready);
    const { damage, auditProblem } = await checkStoreFile(ready, secrets);
    if (damage !== undefined)
      throw new RestoreRefusal(`The backup is damaged. Nothing was changed. ${damage}`);
    if (auditProblem !== undefined)
      throw new RestoreRefusal(`The backup's audit log is not sound. Nothing was changed. ${auditProblem}`);
    await prepare(ready);
    const aside = putAside(file);
    renameSync(ready, file);
    persist(file);
    return aside;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    release();
  }
}

async function prepare(file: string): Promise<void> {
  const db = await openDatabase(sqlite(file));
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom("sessions").execute();
      await appendAudit(transaction, { event: "system.recovered" });
    });
    // One file without a log beside it, which is what is moved.
    await sql`pragma journal_mode = delete`.execute(db);
  } finally {
    await db.destroy();
  }
  if (existsSync(`${file}-wal`))
    throw new RestoreRefusal("The backup could not be made ready. Nothing was changed.");
  persist(file);
}

function putAside(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  foldLog(file);
  const aside = `${file}.before-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  for (const part of ["-shm", "-wal", ""]) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return aside;
}

/** Makes one file of a store, so that it moves in one step. A damaged one moves as it is. */
function foldLog(file: string): void {
  try {
    const connection = new Libsql(file);
    connection.pragma("journal_mode = DELETE");
    connection.close();
  } catch {}
}
