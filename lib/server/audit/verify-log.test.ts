import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { makeCheckpoint } from "@/lib/server/audit/checkpoint";
import { exportAudit } from "@/lib/server/audit/export-audit";
import { openAuditLog } from "@/lib/server/audit/open-audit-log";
import { readCheckpoints, verifyExport, verifyStore } from "@/lib/server/audit/verify-log";
import { env } from "@/lib/server/env";
import { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { configureForTest, useSecrets } from "@/lib/server/testing/environment";
import { testStore, testsPostgres } from "@/lib/server/testing/store";

const folder = configureForTest();
const store = testStore();
let db: Database;
let fresh = 0;

beforeEach(async () => {
  fresh += 1;
  db = await store.open(`store-${fresh}`);
  await openAuditLog(db);
  for (let n = 0; n < 10; n += 1)
    await appendAudit(db, {
      event: "custom_app.update.outcome",
      outcome: "done",
      account_id: "account",
      target: { type: "custom_app_integration", id: `app-${n}`, name: "Größe \u202e 😀" },
      diff: [{ path: "scopes", before: ["sql"], after: ["sql", "offline_access"] }],
    });
});

const verify = (checkpoints: Awaited<ReturnType<typeof readCheckpoints>> = []) =>
  verifyStore(db, { secrets: env().secrets, checkpoints });

/** What somebody may do who can write to the database, past the triggers. */
async function tamper(...statements: string[]): Promise<void> {
  const triggers = testsPostgres
    ? ["append_only", "no_delete"].map((name) => `drop trigger audit_records_${name} on audit_records`)
    : ["update", "delete", "replace"].map((name) => `drop trigger audit_records_no_${name}`);
  for (const statement of [...triggers, ...statements]) await sql.raw(statement).execute(db);
}

describe("the log in a store", () => {
  test("is sound as it was written", async () => {
    expect(await verify()).toEqual({ records: 11, soundUntil: 11, prunedUntil: 0, findings: [] });
  });

  test.each([
    ["a record", "update audit_records set record = replace(record, 'app-3', 'app-8') where seq = 5", 5],
    ["its event column", "update audit_records set event = 'auth.logout' where seq = 5", 5],
    ["its target column", "update audit_records set target_id = null where seq = 6", 6],
    ["its time column", "update audit_records set at = at + 1 where seq = 7", 7],
    ["its hash", "update audit_records set hash = 'x' where seq = 11", 11],
    ["its number", "update audit_records set seq = 99 where seq = 11", 11],
    ["what was there", "delete from audit_records where seq = 4", 4],
    ["its start", "delete from audit_records where seq < 4", 1],
    ["its end", "delete from audit_records where seq > 8", 9],
    [
      "what is before its start",
      "insert into audit_records select -1, at, event, account_id, target_id, intent, record, hash from audit_records where seq = 1",
      1,
    ],
    ["its keys", "delete from audit_keys", 1],
    ["the seal of its key", "update audit_keys set sealed = replace(sealed, 'v', 'w')", 1],
  ])("is not sound when somebody changes %s", async (_what, statement, bad) => {
    await tamper(statement);
    expect((await verify()).findings[0]).toMatchObject({ seq: bad });
  });

  test("shows to whom kept a checkpoint that its end was cut off, however well", async () => {
    const checkpoint = (await makeCheckpoint(db)) ?? expect.fail("There are records.");
    expect((await verify([checkpoint])).findings).toEqual([]);
    await tamper(
      "delete from audit_records where seq > 8",
      "update audit_head set seq = 8, hash = (select hash from audit_records where seq = 8)",
    );
    expect((await verify()).findings).toEqual([]);
    expect((await verify([checkpoint])).findings[0]).toMatchObject({ seq: 9 });
  });

  test("is verified while others append to it", async () => {
    const verified = verify();
    for (let n = 0; n < 20; n += 1) await appendAudit(db, { event: "auth.logout" });
    expect((await verified).findings).toEqual([]);
  });

  test("can be read by no other secret", async () => {
    const { findings } = await verifyStore(db, { secrets: [new Secret("another secret")], checkpoints: [] });
    expect(findings[0]).toMatchObject({ seq: 1, reason: expect.stringContaining("do not open") });
  });
});

async function exported(): Promise<string[]> {
  const output = new PassThrough();
  const [lines] = await Promise.all([text(output), exportAudit(db, output).then(() => output.end())]);
  return lines.trimEnd().split("\n");
}

async function verdictOf(lines: readonly string[]) {
  const file = join(folder, "export.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return verifyExport(file, { secrets: env().secrets, checkpoints: [] });
}

describe("an export", () => {
  test("is sound, and ends with the record of itself", async () => {
    const lines = await exported();
    expect(await verdictOf(lines)).toEqual({ records: 12, soundUntil: 12, prunedUntil: 0, findings: [] });
    expect(JSON.parse(lines.at(-2) ?? "")).toMatchObject({ event: "audit.exported", seq: 12 });
  });

  test("is checked against what was kept of the console's log", async () => {
    const checkpoint = await makeCheckpoint(db);
    const log = join(folder, "console.log");
    writeFileSync(log, `ready\n{"level":30}\n${JSON.stringify({ level: 30, checkpoint })}\n`);
    const file = join(folder, "export.ndjson");
    writeFileSync(file, `${(await exported()).join("\n")}\n`);
    const later = await makeCheckpoint(db);
    const checkpoints = await readCheckpoints(log);
    expect(checkpoints).toEqual([checkpoint]);
    const known = { secrets: env().secrets, checkpoints: [...checkpoints, ...(later ? [later] : [])] };
    expect((await verifyExport(file, known)).findings).toEqual([]);
    const forged = checkpoints.map((it) => ({ ...it, hash: "0".repeat(64) }));
    expect((await verifyExport(file, { ...known, checkpoints: forged })).findings).toMatchObject([
      { seq: 11 },
    ]);
  });

  test("that was altered is found out", async () => {
    const lines = await exported();
    const alterations: [string, string[], number][] = [
      ["edit", lines.with(5, (lines[5] ?? "").replace("app-", "app-9")), 5],
      ["spaces", lines.with(5, (lines[5] ?? "").replace(":", ": ")), 5],
      ["delete", lines.toSpliced(5, 1), 5],
      ["garbage", lines.with(5, "garbage"), 5],
      ["no header", lines.slice(1), 1],
      ["no trailer", lines.slice(0, -1), 13],
      ["cut", [...lines.slice(0, 9), lines.at(-1) ?? ""], 9],
      ["more", [...lines, "more"], 13],
      ["nothing", [], 1],
    ];
    for (const [what, altered, bad] of alterations)
      expect({ what, bad: (await verdictOf(altered)).findings[0]?.seq }).toEqual({ what, bad });
  });

  test("holds no key in the clear", async () => {
    const lines = (await exported()).join("\n");
    expect(lines).not.toContain(env().secret.reveal());
    const rows = await db.selectFrom("audit_keys").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(env().secret.reveal());
  });
});

describe("a log whose secret was replaced", () => {
  test("goes on with a new key and says so; both secrets together verify all of it", async () => {
    const [old, next] = [env().secret, new Secret("a new secret of the tests, 32 characters")];
    useSecrets(next);
    await expect(appendAudit(db, { event: "auth.logout" })).rejects.toThrow("opens the key");
    await openAuditLog(db);
    await appendAudit(db, { event: "auth.logout" });
    expect((await verifyStore(db, { secrets: [old, next], checkpoints: [] })).findings).toEqual([]);
    expect((await verifyStore(db, { secrets: [next], checkpoints: [] })).findings[0]).toMatchObject({
      seq: 1,
    });
    expect((await verifyStore(db, { secrets: [old], checkpoints: [] })).findings[0]).toMatchObject({
      seq: 12,
    });
  });
});
