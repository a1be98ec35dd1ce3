import "server-only";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { appendAudit } from "@/lib/server/audit/append";
import { makeCheckpoint } from "@/lib/server/audit/checkpoint";
import type { Checkpoint } from "@/lib/server/audit/checkpoint-form";
import { headerLine, recordLine, trailerLine } from "@/lib/server/audit/export-form";
import { sealedKeys, storedLog } from "@/lib/server/audit/stored-log";
import type { Database } from "@/lib/server/store/database";
import { persist } from "@/lib/server/store/store-file";

/**
 * Writes the log to `output` as NDJSON, up to a checkpoint made for it, and records that before the first line.
 * Returns the checkpoint, which is also the last line.
 */
export async function exportAudit(db: Database, output: Writable): Promise<Checkpoint> {
  await appendAudit(db, { event: "audit.exported" });
  const checkpoint = await makeCheckpoint(db);
  if (!checkpoint) throw new Error("The log has at least the record of this export.");
  await write(output, headerLine(await sealedKeys(db)));
  for await (const record of storedLog(db, checkpoint.seq).records) await write(output, recordLine(record));
  await write(output, trailerLine(checkpoint));
  return checkpoint;
}

/** The same into a file that does not exist yet, and that survives a power cut once this resolves. */
export async function exportAuditTo(db: Database, file: string): Promise<Checkpoint> {
  // Opened before anything is recorded: a file that exists is left alone.
  const output = (await open(file, "wx", 0o600)).createWriteStream();
  const ended = finished(output);
  // Whoever writes hears of a failure too, and sooner.
  ended.catch(() => undefined);
  const checkpoint = await exportAudit(db, output);
  output.end();
  await ended;
  persist(file);
  return checkpoint;
}

async function write(output: Writable, line: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    output.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
}
