import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { openAuditLog } from "@/lib/server/audit/open-audit-log";
import { openDatabase, sqlite, sqliteFile } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";

const folder = configureForTest();
const root = fileURLToPath(new URL("../../..", import.meta.url));
const file = sqliteFile(join(folder, "data"));
const inFolder = (name: string) => join(folder, name);

type Ended = { code: number; stdout: string; stderr: string };

/** Runs a command as npm does, with the configuration of this test. */
function run(name: string, args: string[] = [], variables: Record<string, string> = {}): Promise<Ended> {
  const command = [join(root, "scripts", "command.mjs"), name, ...args];
  const env = { ...process.env, LOG_LEVEL: "info", ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  const db = await openDatabase(sqlite(file));
  globalThis.latchkeyDatabase = Promise.resolve(db);
  await openAuditLog(db);
  await storeSession();
  await db.destroy();
});
afterAll(() => {
  globalThis.latchkeyDatabase = undefined;
});

describe("the commands", () => {
  test("verify the log, export it, and hold the export against what was printed", async () => {
    const verified = await run("audit-verify");
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout).toMatch(/^The audit log is sound: \d+ records without a gap\.\n$/);
    const exported = await run("audit-export", [inFolder("audit.ndjson")]);
    expect(exported).toMatchObject({ code: 0, stderr: "" });
    writeFileSync(inFolder("console.log"), exported.stdout);
    const args = [inFolder("audit.ndjson"), "--checkpoints", inFolder("console.log")];
    expect((await run("audit-verify", args)).stdout).toContain("agree with 1 kept checkpoints");
    const lines = readFileSync(inFolder("audit.ndjson"), "utf8");
    writeFileSync(inFolder("audit.ndjson"), lines.replace('"system.start"', '"auth.logout"'));
    expect(await run("audit-verify", args)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Record 1: .*\nThe audit log is not sound/),
    });
  });

  test("prune what is old, once all of it was exported", async () => {
    const LATCHKEY_DATA_DIR = inFolder("old");
    const old = await openDatabase(sqlite(sqliteFile(LATCHKEY_DATA_DIR)));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-10T12:00:00Z") });
    for (let n = 0; n < 3; n += 1) await appendAudit(old, { event: "auth.logout" });
    vi.useRealTimers();
    await old.destroy();
    const file = inFolder("pruned.ndjson");
    const args = (before: string) => ["--before", before, "--export", file];
    const day = new Date().toISOString().slice(0, 10);
    for (const [before, words] of [
      [day, "for 90 days at least"],
      ["2026-01-10", "No record is as old"],
      ["yesterday", "Say which and where to"],
    ] as const) {
      const refused = await run("audit-prune", args(before), { LATCHKEY_DATA_DIR });
      expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(words) });
    }
    const pruned = await run("audit-prune", args("2026-01-11"), { LATCHKEY_DATA_DIR });
    expect(pruned).toMatchObject({ code: 0, stderr: "" });
    expect(pruned.stdout).toContain("Pruned 2 records, up to record 2.");
    writeFileSync(inFolder("pruning.log"), pruned.stdout);
    const verified = await run("audit-verify", ["--checkpoints", inFolder("pruning.log")], {
      LATCHKEY_DATA_DIR,
    });
    expect(verified.stdout).toContain("from record 3 on, since those before were pruned");
    expect(verified.stdout).toContain("agree with 2 kept checkpoints");
    expect((await run("audit-verify", [file])).stdout).toContain("The audit log is sound");
    expect(await run("audit-prune", args("2026-01-11"), { LATCHKEY_DATA_DIR })).toMatchObject({ code: 2 });
  });

  test("back up and restore", async () => {
    const backup = inFolder("backup.sqlite");
    expect(await run("backup", [backup])).toMatchObject({ code: 0, stderr: "" });
    expect(await run("backup", [backup])).toMatchObject({ code: 2, stdout: "" });
    expect(await run("restore", [backup])).toMatchObject({ code: 0, stderr: "" });
    const db = await openDatabase(sqlite(file));
    const { code, stderr } = await run("restore", [backup]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Stop it first.") });
    await db.destroy();
    expect(await run("audit-verify")).toMatchObject({ code: 0 });
  });

  test("rotate the secret", async () => {
    expect((await run("rotate-key")).stderr).toContain("NEXTAUTH_SECRET_PREVIOUS: is not set.");
    const old = process.env.NEXTAUTH_SECRET ?? "";
    const NEXTAUTH_SECRET = "a-new-secret-of-the-tests-32-characters";
    const both = { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS: old };
    const rotated = await run("rotate-key", [], both);
    expect(rotated).toMatchObject({ code: 0, stderr: "" });
    expect(rotated.stdout).toContain("is needed no more");
    expect(await run("audit-verify", [], { NEXTAUTH_SECRET })).toMatchObject({ code: 0 });
    expect(await run("audit-verify")).toMatchObject({ code: 1 });
    // Back again, for the other tests.
    const back = { NEXTAUTH_SECRET: old, NEXTAUTH_SECRET_PREVIOUS: NEXTAUTH_SECRET };
    expect(await run("rotate-key", [], back)).toMatchObject({ code: 0 });
  });

  test("say in one line why they cannot work", async () => {
    const ends: [Promise<Ended>, string][] = [
      [run("audit-verify", [], { NEXTAUTH_SECRET: "" }), "NEXTAUTH_SECRET: "],
      [run("audit-verify", [], { LATCHKEY_DATA_DIR: inFolder("nowhere") }), "There is no store"],
      [run("audit-verify", [], { DATABASE_URL: "mysql://x" }), "DATABASE_URL: "],
      [run("audit-verify", [inFolder("nothing.ndjson")]), "ENOENT"],
      [run("audit-verify", ["--unknown"]), "--unknown"],
      [run("audit-export"), "Name the file"],
      [run("audit-prune", ["--before", "2026-01-31"]), "Say which and where to"],
      [run("backup"), "Name the file"],
      [run("backup", [], { DATABASE_URL: "postgresql://u:p@localhost/d" }), "pg_dump"],
      [run("restore"), "Name the backup"],
      [run("restore", [], { DATABASE_URL: "postgresql://u:p@localhost/d" }), "pg_restore"],
      [run("no-such-command"), "no command"],
    ];
    for (const [end, words] of ends) {
      const { code, stdout, stderr } = await end;
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(words);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
  });
});
