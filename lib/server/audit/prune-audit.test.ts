import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { makeCheckpoint } from "@/lib/server/audit/checkpoint";
import type { Checkpoint } from "@/lib/server/audit/checkpoint-form";
import { openAuditLog } from "@/lib/server/audit/open-audit-log";
import { PruneRefusal, pruneAudit } from "@/lib/server/audit/prune-audit";
import { verifyExport, verifyStore } from "@/lib/server/audit/verify-log";
import { env } from "@/lib/server/env";
import { rotateKey } from "@/lib/server/rotate-key";
import { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { configureForTest, useSecrets } from "@/lib/server/testing/environment";
import { testStore, testsPostgres } from "@/lib/server/testing/store";

const folder = configureForTest();
const store = testStore();
const old = Date.parse("2026-01-10T12:00:00Z");
const before = Date.parse("2026-02-01");
let db: Database;
let fresh = 0;
let file = "";

/** Records 1 to 6 are old, 7 to 9 are not. */
beforeEach(async () => {
  fresh += 1;
  db = await store.open(`store-${fresh}`);
  file = join(folder, `export-${fresh}.ndjson`);
  vi.useFakeTimers({ toFake: ["Date"], now: old });
  await openAuditLog(db);
  for (let n = 0; n < 5; n += 1) await appendAudit(db, { event: "auth.logout", account_id: "account" });
  vi.useRealTimers();
  for (let n = 0; n < 3; n += 1) await appendAudit(db, { event: "auth.logout", account_id: "account" });
});

const prune = (until = before) => pruneAudit(db, { before: until, file, secrets: env().secrets });
const verify = (checkpoints: Checkpoint[] = []) => verifyStore(db, { secrets: env().secrets, checkpoints });
const seqs = async () =>
  (await db.selectFrom("audit_records").select("seq").orderBy("seq").execute()).map(({ seq }) => seq);

/** What somebody may do who can write to the database, past the triggers. */
async function tamper(statement: string): Promise<void> {
  const triggers = testsPostgres
    ? ["audit_records_append_only on audit_records", "audit_records_no_delete on audit_records"]
    : ["update", "delete", "replace"].map((name) => `audit_records_no_${name}`);
  for (const trigger of triggers) await sql.raw(`drop trigger if exists ${trigger}`).execute(db);
  await sql.raw(statement).execute(db);
}

describe("pruning", () => {
  test("leaves a log that verifies and says what is gone; the export holds all of it", async () => {
    expect(await prune()).toEqual({ pruned: 6, until: 6 });
    // An export, its checkpoint and the pruning itself were recorded.
    expect(await seqs()).toEqual([7, 8, 9, 10, 11, 12]);
    expect(await verify()).toEqual({ records: 6, soundUntil: 12, prunedUntil: 6, findings: [] });
    const [last] = await db.selectFrom("audit_records").selectAll().where("seq", "=", 12).execute();
    expect(JSON.parse(last?.record ?? "")).toMatchObject({ event: "audit.pruned", checkpoint: { seq: 6 } });
    const exported = await verifyExport(file, { secrets: env().secrets, checkpoints: [] });
    expect(exported).toMatchObject({ records: 10, prunedUntil: 0, findings: [] });
  });

  test("goes on from there: more is recorded, exported, rotated and pruned again", async () => {
    await prune();
    const next = new Secret("a new secret of the tests, 32 characters");
    useSecrets(next, env().secret);
    await rotateKey(db);
    const day = 86_400_000;
    file = join(folder, `export-${fresh}-again.ndjson`);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 200 * day });
    await appendAudit(db, { event: "auth.logout" });
    expect(await prune(Date.now() - 100 * day)).toEqual({ pruned: 7, until: 13 });
    vi.useRealTimers();
    expect(await verify()).toMatchObject({ prunedUntil: 13, findings: [] });
    const exported = await verifyExport(file, { secrets: env().secrets, checkpoints: [] });
    expect(exported).toMatchObject({ prunedUntil: 6, findings: [] });
  });

  test("holds what is left against checkpoints that were kept, also that of what went last", async () => {
    const kept = (await makeCheckpoint(db)) ?? expect.fail("There are records.");
    await prune();
    expect((await verify([kept])).findings).toEqual([]);
    const { checkpoint } = JSON.parse(
      (await db.selectFrom("audit_records").select("record").where("event", "=", "audit.pruned").execute())[0]
        ?.record ?? "",
    );
    expect((await verify([checkpoint])).findings).toEqual([]);
    expect((await verify([{ ...checkpoint, hash: "0".repeat(64) }])).findings[0]).toMatchObject({ seq: 6 });
  });

  test("stops where the clock was set back: nothing goes that follows a younger record", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: old });
    await appendAudit(db, { event: "auth.logout" });
    vi.useRealTimers();
    expect(await prune()).toEqual({ pruned: 6, until: 6 });
  });

  test("deletes nothing when nothing is that old, and writes no file", async () => {
    await expect(prune(old)).rejects.toThrow(PruneRefusal);
    expect(existsSync(file)).toBe(false);
    expect(await seqs()).toHaveLength(9);
  });

  test("deletes nothing when the export cannot be written, or is not sound", async () => {
    writeFileSync(file, "mine");
    await expect(prune()).rejects.toThrow(/EEXIST/);
    expect(readFileSync(file, "utf8")).toBe("mine");
    file = join(folder, `export-${fresh}-other.ndjson`);
    await tamper("update audit_records set event = 'auth.login.ok' where seq = 8");
    // Columns are not exported, so what is left would be found unsound.
    await expect(prune()).rejects.toThrow("What is left would not be sound. Nothing was pruned. Record 8");
    file = join(folder, `export-${fresh}-third.ndjson`);
    await tamper("update audit_records set record = replace(record, 'logout', 'login.ok') where seq = 3");
    await expect(prune()).rejects.toThrow("The export is not sound. Nothing was pruned. Record 3");
    expect((await seqs()).slice(0, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("a pruned log", () => {
  test("cannot be shortened further through the store", async () => {
    await prune();
    for (const statement of ["delete from audit_records", "delete from audit_records where seq = 7"])
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append-only/);
  });

  test.each([
    ["more of its start is deleted", "delete from audit_records where seq = 7", 7],
    [
      "its start is altered",
      "update audit_records set record = replace(record, 'logout', 'x') where seq = 7",
      7,
    ],
    ["its pruning is deleted", "delete from audit_records where seq = 12", 1],
    [
      "its pruning is altered",
      "update audit_records set record = replace(record, 'pruned', 'x') where seq = 12",
      1,
    ],
    [
      "a pruning is made up",
      `update audit_records set record = replace(record, '"seq":6,', '"seq":7,') where seq = 12`,
      1,
    ],
    ["its end is cut off", "delete from audit_records where seq > 9", 1],
  ])("is not sound when %s", async (_what, statement, bad) => {
    await prune();
    await tamper(statement);
    expect((await verify()).findings[0]).toMatchObject({ seq: bad });
    expect((await verify()).soundUntil).toBe(bad - 1);
  });

  test("is not sound when what was pruned stands there again", async () => {
    const rows = await db.selectFrom("audit_records").selectAll().where("seq", "<=", 6).execute();
    await prune();
    await tamper("select 1");
    for (const row of rows.toReversed()) {
      await db.insertInto("audit_records").values(row).execute();
      expect((await verify()).findings[0]).toEqual({
        seq: row.seq,
        reason: "It stands here although it was pruned.",
      });
    }
  });
});
