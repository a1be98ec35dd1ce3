import "server-only";
import { type AuditKey, publicKeyOf } from "@/lib/server/audit/audit-keys";
import { type Checkpoint, checkpointSchema, isSigned } from "@/lib/server/audit/checkpoint-form";
import { z } from "@/lib/zod";

/** One record as it was found, from the store or from an export. */
export type FoundRecord = {
  /** Canonical JSON of the record without its hash. */
  text: string;
  hash: string;
  /** What is wrong with how it is kept, such as columns that say something else. */
  problem?: string | undefined;
};

/** The first record that is not as it was written, and why it is known. */
export type Finding = { seq: number; reason: string };

export type Verdict = {
  /** How many records were read, and the last that is sound with all before it. */
  records: number;
  soundUntil: number;
  /** The last record that was pruned, when the log says so and begins right after it. 0 when none was. */
  prunedUntil: number;
  /** In the order of reading. The first names the first bad record; what follows it may be a consequence. */
  findings: Finding[];
};

type Options = {
  records: AsyncIterable<FoundRecord> | Iterable<FoundRecord>;
  /** The keys of each epoch that could be opened. */
  keys: ReadonlyMap<number, AuditKey>;
  /** Checkpoints that were kept elsewhere, and the one that ends an export. */
  checkpoints?: readonly Checkpoint[];
  /** What the store says of its last record, asked for once all records are read. */
  head?: () => { seq: number; hash: string };
};

/** What the chain is made of. The hash vouches for the rest. */
const linkSchema = z.looseObject({
  seq: z.int().min(1),
  epoch: z.int().min(1),
  prev: z.string(),
  event: z.unknown(),
  checkpoint: checkpointSchema.optional(),
});
type Link = z.output<typeof linkSchema>;
type Last = { seq: number; hash: string; epoch: number };

const mostFindings = 20;

/**
 * Recomputes the chain from its first record. It proves that each record is as somebody with the key wrote it, that
 * none is missing between two others, and that the log still holds what each checkpoint signed. A log from which its
 * beginning was pruned has to begin right after what the last `audit.pruned` in it vouches for.
 */
export async function verifyChain({
  records,
  keys,
  checkpoints = [],
  head: headOf,
}: Options): Promise<Verdict> {
  const findings: Finding[] = [];
  const external = new Map<number, Checkpoint[]>();
  for (const checkpoint of checkpoints)
    external.set(checkpoint.seq, [...(external.get(checkpoint.seq) ?? []), checkpoint]);
  const find = (seq: number, reason: string) => {
    if (findings.length < mostFindings) findings.push({ seq, reason });
  };

  let last: Last = nothing;
  let start: Start | undefined;
  let anchor: Checkpoint | undefined;
  let count = 0;
  for await (const found of records) {
    count += 1;
    const link = linkOf(found.text);
    if (link && !start) {
      start = startOf(link, count);
      last = { seq: link.seq - 1, hash: count === 1 ? link.prev : last.hash, epoch: 1 };
      for (const finding of findings) finding.seq += start.after;
    }
    if (!link) {
      find(last.seq + 1, "It cannot be read.");
      last = { ...last, seq: last.seq + 1, hash: found.hash };
      continue;
    }
    const inside = wrongInside(found, link, keys);
    if (!inside && link.event === "audit.pruned") anchor = link.checkpoint ?? anchor;
    const wrong =
      placeOf(link, last) ??
      found.problem ??
      inside ??
      wrongBefore(link, last) ??
      contradiction(external.get(link.seq) ?? [], found.hash, keys);
    if (wrong) find(firstBad(link, last), wrong);
    last = { seq: Math.max(last.seq, link.seq), hash: found.hash, epoch: Math.max(last.epoch, link.epoch) };
  }

  const begins = wrongStart(start, anchor);
  const pruned = begins ? undefined : anchor;
  const wrongAnchor = pruned && contradiction(external.get(pruned.seq) ?? [], pruned.hash, keys);
  if (begins) findings.unshift(begins);
  if (pruned && wrongAnchor) findings.unshift({ seq: pruned.seq, reason: wrongAnchor });
  for (const { seq, reason } of wrongEnd(last, checkpoints, headOf?.())) find(seq, reason);
  const soundUntil = Math.min(last.seq, ...findings.map(({ seq }) => seq - 1));
  return { records: count, soundUntil, prunedUntil: pruned?.seq ?? 0, findings };
}

const nothing: Last = { seq: 0, hash: "0".repeat(64), epoch: 1 };

/** What the log begins after: the number of a record, and its hash if the first record can be read. */
type Start = { after: number; hash: string | undefined };

/** `count` records were found up to the first that can be read. */
function startOf({ seq, prev }: Link, count: number): Start {
  return { after: Math.max(0, seq - count), hash: count === 1 ? prev : undefined };
}

/** A log begins with record 1, or right after what was pruned last: somebody with the key has signed that. */
function wrongStart(start: Start | undefined, anchor: Checkpoint | undefined): Finding | undefined {
  const pruned = anchor?.seq ?? 0;
  if (!start) return undefined;
  if (start.after > pruned) return { seq: pruned + 1, reason: missing(pruned + 1, start.after) };
  if (start.after < pruned) return { seq: start.after + 1, reason: "It stands here although it was pruned." };
  if (!anchor || start.hash === undefined || start.hash === anchor.hash) return undefined;
  return { seq: pruned + 1, reason: "It does not follow what was pruned." };
}

/** Records that somebody knows of must be there. */
function wrongEnd(
  last: Last,
  checkpoints: readonly Checkpoint[],
  head: { seq: number; hash: string } | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const promised = checkpoints.reduce((most, { seq }) => Math.max(most, seq), 0);
  if (promised > last.seq)
    findings.push({
      seq: last.seq + 1,
      reason: `It is missing: a checkpoint was signed at record ${promised}.`,
    });
  if (head && head.seq !== last.seq)
    findings.push({
      seq: Math.min(head.seq, last.seq) + 1,
      reason: `The store says that record ${head.seq} is the last.`,
    });
  else if (head && head.hash !== last.hash)
    findings.push({ seq: last.seq, reason: "The store says that the last record is another." });
  return findings;
}

const missing = (from: number, to: number): string =>
  from === to ? "It is missing." : `It is missing, and so are all up to ${to}.`;

/** A record that was skipped is the bad one, not the one that follows. */
function firstBad({ seq }: Link, last: Last): number {
  return Math.min(seq, last.seq + 1);
}

function placeOf({ seq }: Link, last: Last): string | undefined {
  if (seq <= last.seq) return "It stands twice, or in the wrong place.";
  if (seq === last.seq + 1) return undefined;
  return missing(last.seq + 1, seq - 1);
}

function wrongInside({ text, hash }: FoundRecord, link: Link, keys: Options["keys"]): string | undefined {
  const key = keys.get(link.epoch);
  if (!key) return `It was made with key ${link.epoch}, which the configured secrets do not open.`;
  if (key.hash(text) !== hash) return "It was altered, or made by somebody without the key.";
  if (!link.checkpoint) return undefined;
  if (link.event === "audit.pruned") return wrongPruning(link.seq, link.checkpoint, keys);
  if (link.checkpoint.seq !== link.seq - 1) return "Its checkpoint is of another record.";
  return contradiction([link.checkpoint], link.prev, keys);
}

/** What it vouches for is gone, so its word has to do: it is signed, and hashed with the key as all records are. */
function wrongPruning(seq: number, checkpoint: Checkpoint, keys: Options["keys"]): string | undefined {
  if (checkpoint.seq >= seq) return "What it says was pruned comes after it.";
  return contradiction([checkpoint], checkpoint.hash, keys);
}

function wrongBefore(link: Link, last: Last): string | undefined {
  if (link.prev !== last.hash) return "It does not follow the record before it.";
  if (link.epoch < last.epoch) return "It was made with a key that had been replaced.";
  return undefined;
}

function contradiction(
  checkpoints: readonly Checkpoint[],
  hash: string,
  keys: Options["keys"],
): string | undefined {
  for (const checkpoint of checkpoints) {
    const ours = [...keys.values()].some((key) => publicKeyOf(key) === checkpoint.public_key);
    if (!ours || !isSigned(checkpoint)) return "Its checkpoint was not signed by this console.";
    if (checkpoint.hash !== hash) return "It is not the record that was signed at this place.";
  }
  return undefined;
}

/** Undefined when it is no record at all. Whether it is ours its hash shows: that is of the text as it stands. */
function linkOf(text: string): Link | undefined {
  try {
    return linkSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
