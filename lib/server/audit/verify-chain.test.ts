import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyChain } from "@/lib/server/audit/verify-chain";
import { alterationsOf } from "@/lib/server/testing/altered-log";
import {
  anchor,
  at,
  checkpointAt,
  clean,
  first,
  foreign,
  keys,
  length,
  prunedLog,
  rotatedAt,
  wholeLog,
} from "@/lib/server/testing/sound-log";

describe("a log", () => {
  test("that nobody touched is sound, with all its checkpoints", async () => {
    const checkpoints = [checkpointAt(1, first), checkpointAt(rotatedAt - 1), checkpointAt(length)];
    const verdict = await verifyChain({
      records: clean,
      keys,
      checkpoints,
      head: () => ({ seq: length, hash: at(length).hash }),
    });
    expect(verdict).toEqual({ records: length, soundUntil: length, prunedUntil: 0, findings: [] });
    expect(await verifyChain({ keys, records: [] })).toEqual({
      records: 0,
      soundUntil: 0,
      prunedUntil: 0,
      findings: [],
    });
  });

  test("that was altered is found out, and the first bad record named", { timeout: 300_000 }, async () => {
    const alterations = alterationsOf(wholeLog);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(...alterations), async ({ what, bad, altered }) => {
        const { findings, soundUntil } = await verifyChain({ keys, ...altered() });
        expect({ what, bad: findings[0]?.seq }).toEqual({ what, bad });
        expect(soundUntil).toBe(bad - 1);
        seen.add(what);
      }),
      { numRuns: 10_000 },
    );
    expect(seen.size).toBe(alterations.length);
  });

  test("from which its beginning was pruned is found out too", { timeout: 300_000 }, async () => {
    const sound = await verifyChain({ records: prunedLog.records, keys, checkpoints: [checkpointAt(12)] });
    expect(sound).toEqual({ records: length - 12, soundUntil: length, prunedUntil: 12, findings: [] });
    const alterations = alterationsOf(prunedLog);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(...alterations), async ({ what, bad, altered }) => {
        const { records, checkpoints = [] } = altered();
        const { findings, soundUntil } = await verifyChain({ keys, records, checkpoints });
        // Without the record of the pruning nothing says that the log may begin where it does.
        const vouched = records.some(({ text, hash }) => text === anchor.text && hash === anchor.hash);
        expect({ what, bad: findings[0]?.seq }).toEqual({ what, bad: vouched ? bad : 1 });
        expect(soundUntil).toBe(vouched ? bad - 1 : 0);
        seen.add(what);
      }),
      { numRuns: 3_000 },
    );
    expect(seen.size).toBe(alterations.length);
  });

  test("tells every gap", async () => {
    const records = clean.filter((_, index) => ![4, 9, 10, 11].includes(index));
    expect((await verifyChain({ keys, records })).findings).toEqual([
      { seq: 5, reason: "It is missing." },
      { seq: 10, reason: "It is missing, and so are all up to 12." },
    ]);
  });

  test("is not sound where its key cannot be opened, and says which", async () => {
    const { findings, soundUntil } = await verifyChain({ records: clean, keys: new Map([[1, first]]) });
    expect(soundUntil).toBe(rotatedAt - 1);
    expect(findings[0]).toMatchObject({ seq: rotatedAt, reason: expect.stringContaining("key 2") });
  });

  test("is not vouched for by a checkpoint of somebody else", async () => {
    const strange = checkpointAt(7, foreign);
    const copied = { ...checkpointAt(7), signature: checkpointAt(8).signature };
    for (const checkpoint of [strange, copied]) {
      const { findings } = await verifyChain({ keys, records: clean, checkpoints: [checkpoint] });
      expect(findings).toEqual([{ seq: 7, reason: "Its checkpoint was not signed by this console." }]);
    }
  });

  test("has a store that agrees about its end", async () => {
    const end = async (seq: number, hash: string) =>
      (await verifyChain({ records: clean, keys, head: () => ({ seq, hash }) })).findings;
    expect(await end(length + 2, "")).toMatchObject([{ seq: length + 1 }]);
    expect(await end(length - 2, "")).toMatchObject([{ seq: length - 1 }]);
    expect(await end(length, "")).toMatchObject([{ seq: length }]);
  });
});
