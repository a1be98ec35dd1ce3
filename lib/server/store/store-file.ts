import "server-only";
import { closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, SqliteDialect, sql } from "kysely";
import Libsql from "libsql";
import { verifyStore } from "@/lib/server/audit/verify-log";
import type { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";

/** What is wrong with a file: as a database, and as a log. */
export type FileVerdict = { damage: string | undefined; auditProblem: string | undefined };

/** Reads all of a store's file without changing it, and checks the audit log in it. */
export async function checkStoreFile(file: string, secrets: readonly Secret[]): Promise<FileVerdict> {
  let db: Database | undefined;
  try {
    db = new Kysely({ dialect: new SqliteDialect({ database: new Libsql(file, { readonly: true }) }) });
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    const damage = rows.find(({ integrity_check }) => integrity_check !== "ok")?.integrity_check;
    if (damage !== undefined) return { damage, auditProblem: undefined };
    const [finding] = (await verifyStore(db, { secrets, checkpoints: [] })).findings;
    return { damage: undefined, auditProblem: finding && `Record ${finding.seq}: ${finding.reason}` };
  } catch {
    return { damage: "It cannot be read as a store.", auditProblem: undefined };
  } finally {
    await db?.destroy();
  }
}

/** Makes sure that a file, and that it is where it is, survives a power cut. */
export function persist(file: string): void {
  for (const path of [file, dirname(file)]) {
    const descriptor = openSync(path, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}
