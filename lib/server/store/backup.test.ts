import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { env } from "@/lib/server/env";
import { backUp } from "@/lib/server/store/backup";
import type { Database } from "@/lib/server/store/database";
import { insertSession } from "@/lib/server/store/sessions";
import { checkStoreFile } from "@/lib/server/store/store-file";
import { configureForTest } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { row } from "@/lib/server/testing/session-row";
import { testStore } from "@/lib/server/testing/store";

const folder = configureForTest();
const store = testStore();
let db: Database;
let fresh = 0;
let file: string;

beforeEach(async () => {
  fresh += 1;
  file = join(folder, `backup-${fresh}.sqlite`);
  db = await store.open(`store-${fresh}`);
  await insertSession(db, row());
  for (let n = 0; n < 3; n += 1) await appendAudit(db, { event: "auth.logout" });
});

const sound = { damage: undefined, auditProblem: undefined };

describe("a backup", () => {
  test("is whole, for this user only, and one file", async () => {
    expect(await backUp(db, file, env().secrets)).toEqual({ auditProblem: undefined });
    expect(await checkStoreFile(file, env().secrets)).toEqual(sound);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith(`backup-${fresh}`))).toHaveLength(1);
  });

  test("is of one moment, however busy the store is", async () => {
    const variables = await store.variables(`store-${fresh}`);
    const busy = runScript("append-audit.ts", [String(Date.now() + 1_500), "60"], variables);
    const count = async () => (await db.selectFrom("audit_head").select("seq").executeTakeFirstOrThrow()).seq;
    while ((await count()) === 3) await new Promise(setImmediate);
    await backUp(db, file, env().secrets);
    expect(await count()).toBeLessThanOrEqual(63);
    await busy;
    expect(await count()).toBe(63);
    expect(await checkStoreFile(file, env().secrets)).toEqual(sound);
  });

  test("replaces no file", async () => {
    writeFileSync(file, "something else");
    await expect(backUp(db, file, env().secrets)).rejects.toThrow("exists already");
    expect(statSync(file).size).toBe("something else".length);
  });

  test("that cannot be written leaves nothing behind", async () => {
    const nowhere = join(folder, "no-such-folder", "backup.sqlite");
    await expect(backUp(db, nowhere, env().secrets)).rejects.toThrow();
    expect(existsSync(join(folder, "no-such-folder"))).toBe(false);
  });

  test("of a store whose log was altered is made, and says so", async () => {
    await sql`drop trigger audit_records_no_update`.execute(db);
    await sql`update audit_records set event = 'auth.login.ok' where seq = 2`.execute(db);
    const { auditProblem } = await backUp(db, file, env().secrets);
    expect(auditProblem).toMatch(/^Record 2: /);
    expect(existsSync(file)).toBe(true);
  });
});
