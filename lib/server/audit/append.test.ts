import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import type { AuditEntry } from "@/lib/server/audit/audit-record";
import { verifyStore } from "@/lib/server/audit/verify-log";
import { env } from "@/lib/server/env";
import type { Database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { testStore, testsPostgres } from "@/lib/server/testing/store";

configureForTest();
const store = testStore();
let one: Database;
let other: Database;

beforeAll(async () => {
  one = await store.open();
  other = await store.open();
});

const login: AuditEntry = {
  event: "auth.login.ok",
  actor: { sub: "ada", email: "ada@example.com", name: "Ada" },
  account_id: "account",
};

const stored = async () => one.selectFrom("audit_records").selectAll().orderBy("seq").execute();

describe("the audit log", () => {
  test("numbers records without a gap, each with the hash of the one before", async () => {
    const first = await appendAudit(one, login);
    const second = await appendAudit(other, { event: "auth.logout" });
    expect(second).toMatchObject({ v: 1, seq: first.seq + 1, epoch: 1, prev: first.hash });
    const rows = await stored();
    for (const [index, row] of rows.entries()) {
      expect(row.seq).toBe(index + 1);
      expect(JSON.parse(row.record)).toMatchObject({ prev: rows[index - 1]?.hash ?? "0".repeat(64) });
    }
  });

  test("repeats what is searched for in columns", async () => {
    const entry: AuditEntry = {
      event: "custom_app.create.intent",
      account_id: "account",
      target: { type: "custom_app_integration", id: "target" },
      intent: "intent",
    };
    const record = await appendAudit(one, entry);
    expect((await stored()).at(-1)).toMatchObject({
      seq: record.seq,
      at: Date.parse(record.t),
      event: "custom_app.create.intent",
      account_id: "account",
      target_id: "target",
      intent: "intent",
      hash: record.hash,
    });
  });

  test("leaves no gap when a transaction is rolled back", async () => {
    const { seq } = await appendAudit(one, login);
    const failing = one.transaction().execute(async (transaction) => {
      await appendAudit(transaction, login);
      throw new Error("The rest failed.");
    });
    await expect(failing).rejects.toThrow("The rest failed.");
    expect(await appendAudit(other, login)).toMatchObject({ seq: seq + 1 });
  });

  test("commits with the transaction it is part of", async () => {
    await one.transaction().execute(async (transaction) => {
      await appendAudit(transaction, { event: "secret.sealed", intent: "both" });
      await appendAudit(transaction, { event: "secret.acked", intent: "both" });
    });
    const events = (await stored()).filter(({ intent }) => intent === "both").map(({ event }) => event);
    expect(events).toEqual(["secret.sealed", "secret.acked"]);
  });

  test("takes many at once", async () => {
    const before = (await stored()).length;
    await Promise.all(Array.from({ length: 40 }, () => appendAudit(one, login)));
    const rows = await stored();
    expect(rows).toHaveLength(before + 40);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  });

  test("takes what several processes append at the same time", { timeout: 90_000 }, async () => {
    const variables = await store.variables();
    const before = (await stored()).length;
    const startAt = String(Date.now() + 2_500);
    const processes = Array.from({ length: 3 }, () =>
      runScript("append-audit.ts", [startAt, "40"], variables),
    );
    await Promise.all(processes);
    const { records, findings } = await verifyStore(one, { secrets: env().secrets, checkpoints: [] });
    expect({ records, findings }).toEqual({ records: before + 120, findings: [] });
    expect(new Set((await stored()).slice(before).map(({ intent }) => intent)).size).toBe(3);
  });

  test("refuses an event nobody listed, an outcome nobody named and fields nobody knows", async () => {
    const before = (await stored()).length;
    const unlisted: unknown[] = [
      { event: "custom_app.create" },
      { event: "custom_app.create.outcome" },
      { event: "auth.logout", client_secret: "dose-1" },
      { event: "auth.logout", actor: { sub: "a", email: "b", name: "c", token: "dose-1" } },
      {
        event: "custom_app.update.outcome",
        outcome: "done",
        diff: [{ path: "secret", before: 1, after: 2 }],
      },
    ];
    // @ts-expect-error what a careless caller might pass
    for (const entry of unlisted) await expect(appendAudit(one, entry)).rejects.toThrow();
    expect(await stored()).toHaveLength(before);
  });

  test("cannot be changed through the store", async () => {
    await appendAudit(one, login);
    const before = await stored();
    const { seq, ...rest } = before[0] ?? expect.fail("There is a record.");
    const attempts = [
      sql`update audit_records set event = 'auth.logout'`,
      sql`delete from audit_records`,
      sql`delete from audit_records where seq = ${seq}`,
      testsPostgres
        ? sql`truncate audit_records`
        : sql`insert or replace into audit_records (seq, at, event, record, hash) values (${seq}, 0, '', '', '')`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(one)).rejects.toThrow(/append-only/);
    const again = one.insertInto("audit_records").values({ ...rest, seq });
    await expect(again.execute()).rejects.toThrow();
    expect(await stored()).toEqual(before);
  });
});
