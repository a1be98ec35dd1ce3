import "server-only";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type Checkpoint, checkpointSchema } from "@/lib/server/audit/checkpoint-form";
import { readHeader, readRecord, readTrailer } from "@/lib/server/audit/export-form";
import { openKeys, sealedKeys, storedLog } from "@/lib/server/audit/stored-log";
import { type FoundRecord, type Verdict, verifyChain } from "@/lib/server/audit/verify-chain";
import type { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { z } from "@/lib/zod";

/** What is known besides the log itself. */
type Known = { secrets: readonly Secret[]; checkpoints: readonly Checkpoint[] };

/** Verifies the log in a store, which may be in use. */
export async function verifyStore(db: Database, { secrets, checkpoints }: Known): Promise<Verdict> {
  const keys = openKeys(await sealedKeys(db), secrets);
  return verifyChain({ ...storedLog(db), keys, checkpoints });
}

/** Verifies an export. Rejects when the file cannot be read; one without its header or trailer is not sound. */
export async function verifyExport(file: string, { secrets, checkpoints }: Known): Promise<Verdict> {
  const { header, trailer, lines } = await endsOf(file);
  if (!header) return unsound("The file does not begin as an export of the audit log does.");
  const verdict = await verifyChain({
    records: recordsOf(file, trailer ? lines - 1 : lines),
    keys: openKeys(header, secrets),
    // What was signed after the export was made says nothing about it.
    checkpoints: trailer ? [...checkpoints.filter(({ seq }) => seq <= trailer.seq), trailer] : checkpoints,
    ...(trailer ? { head: () => trailer } : {}),
  });
  if (trailer) return verdict;
  const finding = { seq: verdict.records + 1, reason: "The export has no end: lines are missing." };
  return { ...verdict, findings: [...verdict.findings, finding] };
}

async function endsOf(file: string) {
  let lines = 0;
  let first = "";
  let last = "";
  for await (const line of linesOf(file)) {
    lines += 1;
    if (lines === 1) first = line;
    last = line;
  }
  return { header: readHeader(first), trailer: readTrailer(last), lines };
}

/** The records between the header and line `end`. */
async function* recordsOf(file: string, end: number): AsyncIterable<FoundRecord> {
  let at = 0;
  for await (const line of linesOf(file)) {
    at += 1;
    if (at > 1 && at <= end) yield readRecord(line);
  }
}

const logLineSchema = z.looseObject({ checkpoint: checkpointSchema });

/** The checkpoints in a kept log of the console, one line of JSON each. Other lines are passed over. */
export async function readCheckpoints(file: string): Promise<Checkpoint[]> {
  const checkpoints: Checkpoint[] = [];
  for await (const line of linesOf(file)) {
    const found = logLineSchema.safeParse(jsonOf(line)).data;
    if (found) checkpoints.push(found.checkpoint);
  }
  return checkpoints;
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const unsound = (reason: string): Verdict => ({
  records: 0,
  soundUntil: 0,
  prunedUntil: 0,
  findings: [{ seq: 1, reason }],
});
