import "server-only";
import fc from "fast-check";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { type Checkpoint, signCheckpoint } from "@/lib/server/audit/checkpoint-form";
import type { FoundRecord } from "@/lib/server/audit/verify-chain";
import {
  chained,
  foreign,
  hashBefore,
  length,
  members,
  rotatedAt,
  type SoundLog,
  second,
  time,
} from "@/lib/server/testing/sound-log";

export type Log = { records: readonly FoundRecord[]; checkpoints?: readonly Checkpoint[] };
/** An alteration, and the first record that is not as it was. */
export type Altered = { what: string; bad: number; altered: () => Log };

/** Every leaf of a record, as the path to it. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function withLeaf(value: unknown, [name, ...rest]: string[], leaf: unknown): unknown {
  if (name === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? withLeaf(item, rest, leaf) : item));
  const entries = Object.entries(value ?? {});
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === name ? withLeaf(item, rest, leaf) : item]),
  );
}

/** Ways to alter a log. */
export function alterationsOf({ records, pruned }: SoundLog): readonly fc.Arbitrary<Altered>[] {
  const first = pruned + 1;
  const at = (seq: number): FoundRecord => records[seq - first] ?? { text: "", hash: "" };
  const checkpointAt = (seq: number) => signCheckpoint(second, { seq, hash: at(seq).hash, time });
  const seqs = fc.integer({ min: first, max: length });
  const replaced = (seq: number, record: FoundRecord) => records.with(seq - first, record);

  const edited: fc.Arbitrary<Altered> = seqs.chain((seq) => {
    const content: unknown = JSON.parse(at(seq).text);
    return fc
      .record({
        path: fc.constantFrom(...leaves(content)),
        leaf: fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean()),
      })
      .map(({ path, leaf }) => canonicalJson(withLeaf(content, path, leaf)))
      .filter((text) => text !== at(seq).text)
      .map((text) => {
        const found: { seq?: unknown } = JSON.parse(text);
        // A higher number looks like a gap in front of it, a lower one like a record in the wrong place.
        const lower = Number.isInteger(found.seq) && Number(found.seq) >= 1 && Number(found.seq) < seq;
        return {
          what: "edit",
          bad: lower ? Number(found.seq) : seq,
          altered: () => ({ records: replaced(seq, { ...at(seq), text }) }),
        };
      });
  });

  const hashChanged: fc.Arbitrary<Altered> = fc
    .record({ seq: seqs, place: fc.nat({ max: 63 }), digit: fc.constantFrom(..."0123456789abcdef") })
    .filter(({ seq, place, digit }) => at(seq).hash[place] !== digit)
    .map(({ seq, place, digit }) => {
      const { text, hash } = at(seq);
      const changed = hash.slice(0, place) + digit + hash.slice(place + 1);
      return { what: "hash", bad: seq, altered: () => ({ records: replaced(seq, { text, hash: changed }) }) };
    });

  const byteChanged: fc.Arbitrary<Altered> = fc
    .record({
      seq: seqs,
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
      flip: fc.integer({ min: 1, max: 127 }),
    })
    .map(({ seq, share, flip }) => {
      const bytes = Buffer.from(at(seq).text);
      const place = Math.floor(share * bytes.length);
      bytes.writeUInt8(bytes.readUInt8(place) ^ flip, place);
      return { seq, text: bytes.toString("utf8") };
    })
    .filter(({ seq, text }) => {
      // One digit of the number itself is what `edited` is about.
      const number = /"seq":(\d+)/.exec(text)?.[1];
      return number === undefined || Number(number) === seq;
    })
    .map(({ seq, text }) => ({
      what: "byte",
      bad: seq,
      altered: () => ({ records: replaced(seq, { ...at(seq), text }) }),
    }));

  const deleted: fc.Arbitrary<Altered> = fc
    .record({ seq: fc.integer({ min: first, max: length - 1 }), count: fc.integer({ min: 1, max: 5 }) })
    .map(({ seq, count }) => ({
      what: "delete",
      bad: seq,
      altered: () => ({ records: records.toSpliced(seq - first, Math.min(count, length - seq)) }),
    }));

  const inserted: fc.Arbitrary<Altered> = fc
    .record({ place: fc.integer({ min: pruned, max: length }), copied: seqs })
    .map(({ place, copied }) => ({
      what: "insert a copy",
      // A copy of what comes next is only known as one when the next comes; a later one looks like a gap.
      bad: copied <= place ? copied : copied === place + 1 ? copied : place + 1,
      altered: () => ({ records: records.toSpliced(place - pruned, 0, at(copied)) }),
    }));

  const forged: fc.Arbitrary<Altered> = fc
    .record({ place: fc.integer({ min: pruned, max: length }), event: fc.string() })
    .map(({ place, event }) => {
      const text = canonicalJson(
        members(place + 1, records[place - first]?.hash ?? hashBefore(place + 1), { event }),
      );
      return {
        what: "insert a forgery",
        bad: place + 1,
        altered: () => ({
          records: records.toSpliced(place - pruned, 0, { text, hash: foreign.hash(text) }),
        }),
      };
    });

  const swapped: fc.Arbitrary<Altered> = fc
    .record({ one: seqs, other: seqs })
    .filter(({ one, other }) => one !== other)
    .map(({ one, other }) => ({
      what: "swap",
      bad: Math.min(one, other),
      altered: () => ({ records: replaced(one, at(other)).with(other - first, at(one)) }),
    }));

  const truncated: fc.Arbitrary<Altered> = fc
    .record({
      left: fc.integer({ min: pruned, max: length - 1 }),
      ahead: fc.integer({ min: 1, max: length }),
    })
    .map(({ left, ahead }) => ({
      what: "truncate",
      bad: left + 1,
      altered: () => ({
        records: records.slice(0, left - pruned),
        checkpoints: [checkpointAt(Math.min(length, left + ahead))],
      }),
    }));

  const rechained: fc.Arbitrary<Altered> = fc
    .record({ seq: seqs, event: fc.string() })
    .map(({ seq, event }) => ({
      what: "chain anew without the key",
      bad: seq,
      altered: () => ({
        records: chained(records.slice(0, seq - first), length, (each) => (each === seq ? { event } : {}), {
          key: foreign,
          pruned,
        }),
      }),
    }));

  /** Somebody who has the replaced key, but not the new one, carries on with it. */
  const withReplacedKey: fc.Arbitrary<Altered> = fc
    .integer({ min: rotatedAt + 1, max: length })
    .map((seq) => ({
      what: "carry on with the replaced key",
      bad: seq,
      altered: () => ({
        records: chained(records.slice(0, seq - first), length, () => ({ epoch: 1 }), { pruned }),
      }),
    }));

  /** Even with all keys the log cannot be made to say something else than what was signed and is kept elsewhere. */
  const withAllKeys: fc.Arbitrary<Altered> = fc
    .record({ seq: seqs, later: fc.nat({ max: length - 1 }) })
    .map(({ seq, later }) => {
      const signed = Math.min(length, seq + later);
      return {
        what: "chain anew with all keys",
        bad: signed,
        altered: () => ({
          records: chained(
            records.slice(0, seq - first),
            length,
            (each) => (each === seq ? { event: "auth.logout" } : {}),
            { pruned },
          ),
          checkpoints: [checkpointAt(signed)],
        }),
      };
    });

  return [
    edited,
    hashChanged,
    byteChanged,
    deleted,
    inserted,
    forged,
    swapped,
    truncated,
    rechained,
    withReplacedKey,
    withAllKeys,
  ];
}
