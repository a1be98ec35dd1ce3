import "server-only";
import { type AuditKey, newSealedSeed, openAuditKey } from "@/lib/server/audit/audit-keys";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { type Checkpoint, signCheckpoint } from "@/lib/server/audit/checkpoint-form";
import type { FoundRecord } from "@/lib/server/audit/verify-chain";
import { Secret } from "@/lib/server/secret";

const root = new Secret("a secret of the tests, 32 characters and more");
export const [first, second, foreign] = [keyOfEpoch(1), keyOfEpoch(2), keyOfEpoch(1)];
export const keys = new Map([first, second].map((key) => [key.epoch, key]));
export const length = 40;
/** From this record on the second key is used. */
export const rotatedAt = 20;
export const time = "2026-01-02T03:04:05.678Z";

function keyOfEpoch(epoch: number): AuditKey {
  return openAuditKey(newSealedSeed(epoch, root), epoch, [root]) ?? never("It does not open.");
}

type Members = Record<string, unknown> & { seq: number };

export function members(seq: number, prev: string, changes: object = {}): Members {
  return {
    v: 1,
    seq,
    id: `00000000-0000-4000-8000-${String(seq).padStart(12, "0")}`,
    t: time,
    epoch: seq < rotatedAt ? 1 : 2,
    event: "custom_app.update.outcome",
    outcome: "done",
    actor: { sub: "ada", email: "ada@example.com", name: "Ada" },
    target: { type: "custom_app_integration", id: `app-${seq % 3}` },
    diff: [{ path: "scopes", before: ["sql"], after: ["sql", "offline_access"] }],
    app: { version: "0.1.0" },
    prev,
    ...changes,
  };
}

/**
 * Records up to `until`, chained to what stands before them with `key`, or with the key of their epoch. `pruned` records
 * are not there.
 */
export function chained(
  before: readonly FoundRecord[],
  until: number,
  changesOf: (seq: number) => object,
  { key, pruned = 0 }: { key?: AuditKey; pruned?: number } = {},
) {
  const records = [...before];
  while (records.length < until - pruned) {
    const seq = records.length + 1 + pruned;
    const content = members(seq, records.at(-1)?.hash ?? hashBefore(seq), changesOf(seq));
    const text = canonicalJson(content);
    const own = key ?? (content.epoch === 1 ? first : second);
    records.push({ text, hash: own.hash(text) });
  }
  return records;
}

/** The hash that the first of some records follows. */
export const hashBefore = (seq: number): string => (seq === 1 ? "0".repeat(64) : at(seq - 1).hash);

export const clean = chained([], length, () => ({}));
export const at = (seq: number): FoundRecord => clean[seq - 1] ?? never(`There is no record ${seq}.`);
export const checkpointAt = (seq: number, key = second): Checkpoint =>
  signCheckpoint(key, { seq, hash: at(seq).hash, time });

/** A log, and how many of its records were pruned. */
export type SoundLog = { records: readonly FoundRecord[]; pruned: number };

const pruned = 12;
const prunedAt = 30;
/** What vouches for the pruned ones stands where it does, with the second key. */
const anchored = (seq: number) =>
  seq === prunedAt ? { event: "audit.pruned", checkpoint: checkpointAt(pruned) } : {};
export const prunedLog: SoundLog = { records: chained([], length, anchored, { pruned }), pruned };
export const wholeLog: SoundLog = { records: clean, pruned: 0 };
/** The record of the pruning. */
export const anchor: FoundRecord = prunedLog.records[prunedAt - pruned - 1] ?? never("It is not there.");

function never(reason: string): never {
  throw new Error(reason);
}
