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
const time = "2026-01-02T03:04:05.678Z";

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

/** Records `from` and later, chained to what stands before them with `key`, or with the key of their epoch. */
export function chained(
  before: readonly FoundRecord[],
  until: number,
  changesOf: (seq: number) => object,
  key?: AuditKey,
) {
  const records = [...before];
  while (records.length < until) {
    const seq = records.length + 1;
    const content = members(seq, records.at(-1)?.hash ?? "0".repeat(64), changesOf(seq));
    const text = canonicalJson(content);
    const own = key ?? (content.epoch === 1 ? first : second);
    records.push({ text, hash: own.hash(text) });
  }
  return records;
}

export const clean = chained([], length, () => ({}));
export const at = (seq: number): FoundRecord => clean[seq - 1] ?? never(`There is no record ${seq}.`);
export const checkpointAt = (seq: number, key = second): Checkpoint =>
  signCheckpoint(key, { seq, hash: at(seq).hash, time });

function never(reason: string): never {
  throw new Error(reason);
}
