import { afterAll, beforeEach, expect, test } from "vitest";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { auditRecordSchema } from "@/lib/server/audit/audit-record";
import { forgetOwnDelete, noticeChanges, noticeGone, rememberOwnChange } from "@/lib/server/external-changes";
import { database } from "@/lib/server/store/database";
import { insertIntent } from "@/lib/server/store/intents";
import { account_id } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { intentRow } from "@/lib/server/testing/intent";
import { browserAt } from "@/lib/server/testing/intent-call";

configureForTest();

let reader: Parameters<typeof noticeChanges>[0];
beforeEach(async () => {
  const db = await database();
  await db.deleteFrom("known_connections").execute();
  await db.deleteFrom("intents").execute();
  reader = (await browserAt("http://localhost:9")).callWith({});
});
afterAll(async () => (await database()).destroy());

const connection = (changes: object = {}) =>
  customAppIntegrationSchema.parse({
    integration_id: "i",
    client_id: "c",
    name: "posit",
    confidential: true,
    redirect_urls: ["https://a.example.com/cb"],
    scopes: ["sql"],
    ...changes,
  });
const moved = connection({ redirect_urls: ["https://b.example.com/cb"] });

/** What was recorded by `work`. */
async function recordedBy(work: () => Promise<void>) {
  const db = await database();
  const { seq } = await db.selectFrom("audit_head").select("seq").executeTakeFirstOrThrow();
  await work();
  const rows = await db
    .selectFrom("audit_records")
    .select(["record", "hash"])
    .where("seq", ">", seq)
    .where("event", "=", "external_change.noticed")
    .execute();
  return rows.map(({ record, hash }) => auditRecordSchema.parse({ ...JSON.parse(record), hash }));
}

test("a change made elsewhere is recorded once, with what changed and who noticed", async () => {
  expect(await recordedBy(() => noticeChanges(reader, [connection()], 1_000))).toEqual([]);
  const [record, ...others] = await recordedBy(() => noticeChanges(reader, [moved], 2_000));
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    account_id,
    actor: { email: "ada@example.com" },
    target: { type: "custom_app_integration", id: "i", name: "posit", client_id: "c" },
    diff: [
      { path: "redirect_urls", before: ["https://a.example.com/cb"], after: ["https://b.example.com/cb"] },
    ],
  });
  expect(await recordedBy(() => noticeChanges(reader, [moved], 3_000))).toEqual([]);
});

test("what did not change is no change, whatever its members' order and what is unknown in it", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  const same = connection({ zzz: 1, creator_username: "somebody@example.com" });
  expect(await recordedBy(() => noticeChanges(reader, [same], 2_000))).toEqual([]);
});

test("a change of the console's own is none of others", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  await rememberOwnChange(account_id, moved);
  expect(await recordedBy(() => noticeChanges(reader, [moved], Date.now() + 1_000))).toEqual([]);
});

test("a read that began before the console's own change says nothing about it", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  await rememberOwnChange(account_id, moved);
  expect(await recordedBy(() => noticeChanges(reader, [connection()], 2_000))).toEqual([]);
});

test("what may be the console's own change, sent and not yet read back, is not called another's", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  const intent = intentRow({ kind: "custom_app.update", integration_id: "i", account_id });
  await insertIntent(await database(), { ...intent, sent_at: 1_500, updated_at: 1_500 });
  expect(await recordedBy(() => noticeChanges(reader, [moved], 2_000))).toEqual([]);
  const again = connection({ scopes: ["all-apis"] });
  expect(await recordedBy(() => noticeChanges(reader, [again], 3_000))).toHaveLength(1);
});

test("a connection deleted elsewhere is recorded with its configuration, once", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  const [record] = await recordedBy(() => noticeGone(reader, "i"));
  expect(record?.diff).toContainEqual({ path: "name", before: "posit", after: null });
  expect(await recordedBy(() => noticeGone(reader, "i"))).toEqual([]);
});

test.each([
  ["a deletion of the console's own that is under way", { kind: "custom_app.delete", state: "sent" }],
  ["one whose outcome is not known", { kind: "custom_app.delete", state: "unknown" }],
  ["a repair", { kind: "custom_app.create", state: "repaired" }],
] as const)("%s is none of others", async (_what, changes) => {
  await noticeChanges(reader, [connection()], 1_000);
  const intent = intentRow({ ...changes, integration_id: "i", sent_at: 500, updated_at: 1_500 });
  await insertIntent(await database(), intent);
  expect(await recordedBy(() => noticeGone(reader, "i"))).toEqual([]);
});

test("a change of the console's own does not hide that somebody else deleted it", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  const intent = { ...intentRow({ kind: "custom_app.update", integration_id: "i" }), state: "done" as const };
  await insertIntent(await database(), { ...intent, sent_at: 1_500, updated_at: 1_500 });
  expect(await recordedBy(() => noticeGone(reader, "i"))).toHaveLength(1);
});

test("one the console deleted is not missed", async () => {
  await noticeChanges(reader, [connection()], 1_000);
  await forgetOwnDelete(account_id, "i");
  expect(await recordedBy(() => noticeGone(reader, "i"))).toEqual([]);
});
