import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { verifyStore } from "@/lib/server/audit/verify-log";
import { env } from "@/lib/server/env";
import { Secret } from "@/lib/server/secret";
import { backUp } from "@/lib/server/store/backup";
import { openDatabase, sqlite } from "@/lib/server/store/database";
import { restore } from "@/lib/server/store/restore";
import { insertSession } from "@/lib/server/store/sessions";
import { checkStoreFile } from "@/lib/server/store/store-file";
import { ownStore } from "@/lib/server/store/store-lock";
import { configureForTest } from "@/lib/server/testing/environment";
import { row } from "@/lib/server/testing/session-row";

const folder = configureForTest();
let fresh = 0;
let backup: string;
let file: string;

/** A backup of three records and a session, and a store that went on for two more records. */
beforeEach(async () => {
  fresh += 1;
  backup = join(folder, `backup-${fresh}.sqlite`);
  file = join(folder, `store-${fresh}`, "latchkey.sqlite");
  const db = await openDatabase(sqlite(file));
  await insertSession(db, row());
  for (let n = 0; n < 3; n += 1) await appendAudit(db, { event: "auth.logout" });
  await backUp(db, backup, env().secrets);
  for (let n = 0; n < 2; n += 1) await appendAudit(db, { event: "auth.logout" });
  await db.destroy();
});

async function contents(of = file) {
  const db = await openDatabase(sqlite(of));
  try {
    const { records, findings } = await verifyStore(db, { secrets: env().secrets, checkpoints: [] });
    expect(findings).toEqual([]);
    const last = await db
      .selectFrom("audit_records")
      .select("event")
      .orderBy("seq", "desc")
      .executeTakeFirst();
    const sessions = (await db.selectFrom("sessions").selectAll().execute()).length;
    return { records, last: last?.event, sessions };
  } finally {
    await db.destroy();
  }
}

const unchanged = { records: 5, last: "auth.logout", sessions: 1 };
const restored = { records: 4, last: "system.recovered", sessions: 0 };

describe("a restore", () => {
  test("brings back what the backup holds, without its sessions, and says so in the log", async () => {
    await restore(backup, file, env().secrets);
    expect(await contents()).toEqual(restored);
  });

  test("keeps what was in its place", async () => {
    const aside = (await restore(backup, file, env().secrets)) ?? expect.fail("There was a store.");
    expect(await contents(aside)).toEqual(unchanged);
  });

  test("leaves nothing else behind, and the backup as it is", async () => {
    const before = readFileSync(backup);
    await restore(backup, file, env().secrets);
    const names = readdirSync(dirname(file)).filter((name) => !name.includes(".before-"));
    expect(names.toSorted()).toEqual(["latchkey.sqlite", "latchkey.sqlite.lock"]);
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test("makes a store where there was none", async () => {
    const elsewhere = join(folder, `new-${fresh}`, "latchkey.sqlite");
    expect(await restore(backup, elsewhere, env().secrets)).toBeUndefined();
    expect(await contents(elsewhere)).toEqual(restored);
  });

  test("replaces a store that is damaged", async () => {
    writeFileSync(file, "no store at all ".repeat(500));
    await restore(backup, file, env().secrets);
    expect(await contents()).toEqual(restored);
  });

  test("is refused while somebody has the store open", async () => {
    const db = await openDatabase(sqlite(file));
    await expect(restore(backup, file, env().secrets)).rejects.toThrow("Stop it first");
    await db.destroy();
    expect(await contents()).toEqual(unchanged);
  });

  test("is waited for by whoever opens the store", async () => {
    const release = ownStore(file) ?? expect.fail("Nobody has it.");
    expect(() => sqlite(file)).toThrow("locked");
    release();
    expect(await contents()).toEqual(unchanged);
  });

  test("of a damaged, cut, foreign or altered file is refused, and changes nothing", async () => {
    const cut = `${backup}.cut`;
    copyFileSync(backup, cut);
    truncateSync(cut, statSync(backup).size - 8_192);
    const garbage = `${backup}.garbage`;
    writeFileSync(garbage, "no store at all ".repeat(500));
    const bytes = readFileSync(backup);
    const altered = `${backup}.altered`;
    writeFileSync(altered, bytes.toString("latin1").replaceAll('"auth.logout"', '"auth.logouX"'), "latin1");
    for (const bad of [cut, garbage, altered, `${backup}.none`])
      await expect(restore(bad, file, env().secrets)).rejects.toThrow("Nothing was changed.");
    const foreign = [new Secret("another secret")];
    await expect(restore(backup, file, foreign)).rejects.toThrow("do not open");
    expect(await checkStoreFile(altered, env().secrets)).toMatchObject({ damage: undefined });
    expect(await contents()).toEqual(unchanged);
    expect(readdirSync(dirname(file)).filter((name) => name.startsWith("restoring-"))).toEqual([]);
    expect(existsSync(backup)).toBe(true);
  });
});
