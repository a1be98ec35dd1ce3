import "server-only";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { type Checkpoint, checkpointSchema } from "@/lib/server/audit/checkpoint-form";
import type { SealedKey } from "@/lib/server/audit/stored-log";
import type { FoundRecord } from "@/lib/server/audit/verify-chain";
import { z } from "@/lib/zod";

// An export is NDJSON: a header with the sealed keys, one record a line, and a trailer with a checkpoint of the
// last of them. Whoever has the configured secret can verify it without the store.

const headerSchema = z.strictObject({
  type: z.literal("latchkey-audit"),
  v: z.literal(1),
  keys: z.array(z.strictObject({ epoch: z.int().min(1), sealed: z.string() })),
});
const trailerSchema = z.strictObject({ type: z.literal("end"), checkpoint: checkpointSchema });

export const headerLine = (keys: readonly SealedKey[]): string =>
  canonicalJson({ type: "latchkey-audit", v: 1, keys });

/** A record that cannot be read is exported as what was found, which no verification takes for sound. */
export function recordLine({ text, hash }: FoundRecord): string {
  const record = z.looseObject({}).safeParse(parsed(text)).data ?? { unreadable: text };
  return canonicalJson({ ...record, hash });
}

export const trailerLine = (checkpoint: Checkpoint): string => canonicalJson({ type: "end", checkpoint });

/** The sealed keys in the first line of an export, or undefined when it is none. */
export function readHeader(line: string): readonly SealedKey[] | undefined {
  return headerSchema.safeParse(parsed(line)).data?.keys;
}

/** The checkpoint in the last line of an export, or undefined for any other line. */
export function readTrailer(line: string): Checkpoint | undefined {
  return trailerSchema.safeParse(parsed(line)).data?.checkpoint;
}

/** A line between them. One that is not in its only form does not become a record that could be sound. */
export function readRecord(line: string): FoundRecord {
  const found = z.looseObject({ hash: z.string() }).safeParse(parsed(line)).data;
  if (!found || inOneForm(found) !== line) return { text: "", hash: "" };
  const { hash, ...record } = found;
  return { text: canonicalJson(record), hash };
}

function inOneForm(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
