import { afterAll, beforeEach, expect, test } from "vitest";
import { noteOpened } from "@/lib/server/intents/note-opened";
import { database } from "@/lib/server/store/database";
import { type IntentRow, insertIntent } from "@/lib/server/store/intents";
import { configureForTest } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";
import { intentRow } from "@/lib/server/testing/intent";
import { browserAt } from "@/lib/server/testing/intent-call";

configureForTest();
beforeEach(async () => {
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

const host = "http://localhost:9";

async function stored(changes: Partial<IntentRow>): Promise<IntentRow> {
  const row = intentRow({
    public_key: "key",
    sent_at: 1,
    integration_id: "i-1",
    client_id: "c-1",
    ...changes,
  });
  await insertIntent(await database(), row);
  return row;
}

async function recordsOf({ id }: IntentRow): Promise<unknown[]> {
  const rows = await (await database())
    .selectFrom("audit_records")
    .select("record")
    .where("intent", "=", id)
    .execute();
  return rows.map(({ record }) => JSON.parse(record));
}

test("who opened a secret is recorded once, however often and wherever it is shown", async () => {
  const { callWith } = await browserAt(host);
  const row = await stored({ state: "sealed", sealed_answer: "v1.sealed" });
  await Promise.all(Array.from({ length: 5 }, () => noteOpened(callWith({}), row)));
  await noteOpened(callWith({}), { ...row, state: "delivered" });
  const records = await recordsOf(row);
  expect(records).toMatchObject([
    {
      event: "secret.opened",
      actor: { email: "ada@example.com" },
      session: expect.stringMatching(/^[0-9a-f]{16}$/),
      target: { type: "custom_app_integration", id: "i-1", name: "posit-connect", client_id: "c-1" },
    },
  ]);
  expect(JSON.stringify(records)).not.toContain("v1.sealed");
});

test("one that could not be stored, and was shown all the same, is recorded too", async () => {
  const { callWith } = await browserAt(host);
  const row = await stored({ state: "unknown" });
  await noteOpened(callWith({}), row);
  expect(await recordsOf(row)).toMatchObject([{ event: "secret.opened" }]);
});

test.each<[what: string, changes: Partial<IntentRow>]>([
  ["of a public client", { state: "done", public_key: null }],
  ["of what was never sent", { state: "absent", sent_at: null }],
])("a secret %s cannot have been opened", async (_what, changes) => {
  const { callWith } = await browserAt(host);
  const row = await stored(changes);
  expect(await failureOf(() => noteOpened(callWith({}), row))).toMatchObject({ type: "conflict" });
  expect(await recordsOf(row)).toEqual([]);
});
