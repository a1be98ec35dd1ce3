import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { keepCheckpoints, openAuditLog } from "@/lib/server/audit/open-audit-log";
import { database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";

configureForTest();
afterAll(async () => (await database()).destroy());

const events = async () => {
  const db = await database();
  const rows = await db.selectFrom("audit_records").select("event").orderBy("seq").execute();
  return rows.map(({ event }) => event);
};

test("every start is recorded, and no key is made for it", async () => {
  const db = await database();
  const before = await events();
  await openAuditLog(db);
  await openAuditLog(db);
  expect(await events()).toEqual([...before, "system.start", "system.start"]);
  expect(await db.selectFrom("audit_keys").select("epoch").execute()).toEqual([{ epoch: 1 }]);
});

test("checkpoints are made while the console runs", async () => {
  const db = await database();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const stop = keepCheckpoints(db);
  onTestFinished(stop);
  for (let n = 0; n < 100; n += 1) await appendAudit(db, { event: "auth.logout" });
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(async () => expect((await events()).at(-1)).toBe("audit.checkpoint"), { timeout: 30_000 });
});
