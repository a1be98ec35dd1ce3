import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Intent, idempotencyHeader } from "@/lib/intents";
import { auditRecordSchema } from "@/lib/server/audit/audit-record";
import { beginIntent } from "@/lib/server/intents/begin-intent";
import { database } from "@/lib/server/store/database";
import {
  answered,
  cutAt,
  type FakeAccountApi,
  lostAfterCommit,
  lostBeforeCommit,
  startAccountApi,
} from "@/lib/server/testing/account-api";
import { configureForTest } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";
import { browserAt, createBody, newKey } from "@/lib/server/testing/intent-call";

configureForTest();
let api: FakeAccountApi;
let browser: Awaited<ReturnType<typeof browserAt>>;

beforeEach(async () => {
  globalThis.latchkeySessionRows = undefined;
  api = await startAccountApi();
  browser = await browserAt(api.origin);
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

/** The whole store as text. */
async function contents(): Promise<string> {
  const db = await database();
  const tables = [db.selectFrom("intents").selectAll(), db.selectFrom("audit_records").selectAll()];
  return JSON.stringify(await Promise.all(tables.map((table) => table.execute())));
}

/** Events and outcomes that were recorded of an intent, in order. */
async function eventsOf({ id }: Pick<Intent, "id">): Promise<string[]> {
  const db = await database();
  const rows = await db
    .selectFrom("audit_records")
    .select(["record", "hash"])
    .where("intent", "=", id)
    .orderBy("seq")
    .execute();
  return rows
    .map(({ record, hash }) => auditRecordSchema.parse({ ...JSON.parse(record), hash }))
    .map(({ event, outcome }) => (outcome === undefined ? event : `${event}: ${outcome}`));
}

test("of many creates that begin at once with one name, one does", async () => {
  const asked = { kind: "custom_app.create", name: "posit-connect", body: createBody() } as const;
  const begun = Array.from({ length: 20 }, () =>
    beginIntent(browser.callWith({ [idempotencyHeader]: newKey() }), asked),
  );
  const results = await Promise.allSettled(begun);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = results.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toEqual(Array.from({ length: 19 }, () => expect.objectContaining({ type: "conflict" })));
});

test("a console that is about to end begins nothing new, and tells what became of the old", async () => {
  const key = newKey();
  const { id } = await browser.create(createBody(), key);
  globalThis.latchkeyStopping = { isStopping: true, underWay: new Set() };
  onTestFinished(() => {
    globalThis.latchkeyStopping = undefined;
  });
  expect(await browser.create(createBody(), key)).toMatchObject({ id, replayed: true });
  const failure = await failureOf(() => browser.create(createBody({ name: "another" })));
  expect(failure).toMatchObject({ type: "stopping", extra: { retryAfter: 2 } });
  expect(api.creates()).toBe(1);
});

describe("a create", () => {
  test("answers with the secret sealed to the browser that asked, and with nothing of it in clear", async () => {
    const intent = await browser.create();
    expect(intent).toMatchObject({ state: "sealed", status: 200, replayed: false, name: "posit-connect" });
    expect(intent.integration_id).toBe(api.apps[0]?.integration_id);
    expect(await browser.open(intent)).toBe(api.secrets[0]);
    expect(JSON.stringify(intent)).not.toContain(api.secrets[0]);
    expect(await contents()).not.toContain(api.secrets[0]);
    expect(await eventsOf(intent)).toEqual([
      "custom_app.create.intent",
      "custom_app.create.outcome: done",
      "secret.sealed",
    ]);
  });

  test("of a public client is done, without any key", async () => {
    const intent = await browser.create(createBody({ confidential: false }));
    expect(intent).toMatchObject({ state: "done", public_key: null, sealed_answer: null, expires_at: null });
    expect(intent.client_id).toBe(api.apps[0]?.client_id);
  });

  test("that Databricks refuses is refused each time, and asked for once", async () => {
    api.scripts.push(answered(400, { error_code: "INVALID_PARAMETER_VALUE", message: "Bad name." }));
    const key = newKey();
    for (let round = 0; round < 2; round++) {
      const failure = await failureOf(() => browser.create(createBody(), key));
      expect(failure).toMatchObject({
        type: "invalid",
        detail: "Bad name. Nothing was changed.",
        extra: { upstream: { status: 400 } },
      });
    }
    expect(api.creates()).toBe(1);
  });

  test("is not sent when the list cannot be read", async () => {
    api.list = (_request, response) => void response.writeHead(503).end();
    const failure = await failureOf(() => browser.create());
    expect(failure).toMatchObject({ type: "upstream-unavailable", extra: {} });
    expect(api.creates()).toBe(0);
    expect(await contents()).toContain('"state":"absent"');
  });
});

describe("the same key", () => {
  test("gets the same outcome, and nothing is sent again", async () => {
    const key = newKey();
    const first = await browser.create(createBody(), key);
    const again = await browser.create(createBody(), key);
    expect(again).toEqual({ ...first, replayed: true });
    expect(api.creates()).toBe(1);
  });

  test("used by many at once is one create; the others are asked to wait", async () => {
    const key = newKey();
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, () => browser.create(createBody(), key)),
    );
    expect(api.creates()).toBe(1);
    const done = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(done.map(({ state }) => state)).toContain("sealed");
    for (const each of tries)
      if (each.status === "rejected")
        expect(each.reason).toMatchObject({
          type: "in-flight",
          extra: { retryAfter: 1, outcome: "unknown" },
        });
  });

  test("with another request is refused", async () => {
    const key = newKey();
    await browser.create(createBody(), key);
    const other = createBody({ scopes: ["all-apis"] });
    expect(await failureOf(() => browser.create(other, key))).toMatchObject({ type: "key-reused" });
    expect(api.creates()).toBe(1);
  });

  test("is not shared between people", async () => {
    const key = newKey();
    await browser.create(createBody(), key);
    const eve = await browserAt(api.origin, { subject: "eve" });
    const intent = await eve.create(createBody(), key);
    expect(intent.replayed).toBe(false);
    expect(api.creates()).toBe(2);
  });
});

describe("without its headers nothing is written or sent", () => {
  test.each<[string, Record<string, string>]>([
    ["no idempotency key", { "Latchkey-Seal-Key": "as it is" }],
    ["a short idempotency key", { "Idempotency-Key": "x", "Latchkey-Seal-Key": "as it is" }],
    ["no seal key", { "Idempotency-Key": newKey() }],
    ["a seal key that is none", { "Idempotency-Key": newKey(), "Latchkey-Seal-Key": "BAAA" }],
  ])("%s", async (_what, headers) => {
    const before = await contents();
    const failure = await failureOf(() => browser.createWith(headers));
    expect(failure).toMatchObject({ type: "invalid", extra: { errors: [{}] } });
    expect(await contents()).toBe(before);
    expect(api.requests).toEqual([]);
  });
});

describe("an answer that does not come whole", () => {
  test("is unknown, answered 202, and sent once", async () => {
    for (const script of [
      lostAfterCommit,
      lostBeforeCommit,
      answered(500, { error_code: "INTERNAL_ERROR", message: "Oops." }, { committed: true }),
      answered(503, "<html>", { committed: true }),
      answered(200, "<html>", { committed: true }),
      answered(200, { client_id: "c" }, { committed: true }),
      answered(200, null, { committed: true }),
    ]) {
      const before = api.creates();
      api.scripts.push(script);
      const intent = await browser.create(createBody({ name: `lost ${before}` }));
      expect(intent).toMatchObject({ state: "unknown", status: 202, sealed_answer: null });
      expect(api.creates()).toBe(before + 1);
      expect(await eventsOf(intent)).toContain("custom_app.create.outcome: unknown");
    }
  });

  test("is sealed from the byte on at which the secret is whole, and never before", async () => {
    const whole =
      JSON.stringify({ integration_id: "", client_id: "", client_secret: "" }).length + 36 + 36 + 36;
    const end = whole - 1;
    for (const length of [0, 1, 20, 60, 90, 120, end - 5, end - 1, end]) {
      api.scripts.push(cutAt(() => length));
      const intent = await browser.create(createBody({ name: `cut ${length}` }));
      expect(intent.state).toBe(length === end ? "sealed" : "unknown");
      if (length === end) expect(await browser.open(intent)).toBe(api.secrets.at(-1));
    }
    expect(await contents()).not.toContain(api.secrets.at(-1));
  });
});

describe("what the table lets be sent again", () => {
  test("asked to slow down: looked whether it is there, then sent again", async () => {
    api.scripts.push(answered(429, { error_code: "LIMIT", message: "Slow." }));
    const intent = await browser.create();
    expect(intent.state).toBe("sealed");
    expect(api.creates()).toBe(2);
    expect(api.apps).toHaveLength(1);
    const order = api.requests.map(({ method }) => method);
    expect(order).toEqual(["GET", "POST", "GET", "POST"]);
  });

  test("a token that was refused, when it can be renewed; otherwise it is a refusal", async () => {
    const refused = answered(401, { error_code: "UNAUTHENTICATED", message: "No." });
    api.scripts.push(refused);
    expect((await browser.create()).state).toBe("sealed");
    expect(api.creates()).toBe(2);
    api.refusesRefresh = true;
    api.scripts.push(refused);
    const failure = await failureOf(() => browser.create(createBody({ name: "another" })));
    expect(failure.type).toBe("upstream-unauthenticated");
    expect(api.creates()).toBe(3);
  });

  test("not when it was created all the same", async () => {
    api.scripts.push(answered(429, { error_code: "LIMIT", message: "Slow." }, { committed: true }));
    const intent = await browser.create();
    expect(intent.state).toBe("unknown");
    expect(api.creates()).toBe(1);
  });

  test("not when Databricks asks for a longer wait than a person has patience", async () => {
    const headers = { "Retry-After": "3600" };
    api.scripts.push(answered(429, { error_code: "LIMIT", message: "Slow." }, { headers }));
    expect((await browser.create()).state).toBe("unknown");
    expect(api.creates()).toBe(1);
  });
});

test("another creation under the same name waits until the first is clear", async () => {
  api.scripts.push(lostBeforeCommit);
  await browser.create();
  const failure = await failureOf(() => browser.create());
  expect(failure.type).toBe("conflict");
  expect(api.creates()).toBe(1);
});

test("a store that fails once the answer is there does not keep the secret from the person", async () => {
  const db = await database();
  api.scripts.push(async (commit, response) => {
    await sql`alter table intents rename to out_of_reach`.execute(db);
    response.setHeader("Content-Type", "application/json").end(commit());
  });
  try {
    const intent = await browser.create();
    expect(intent.state).toBe("sealed");
    expect(await browser.open(intent)).toBe(api.secrets[0]);
  } finally {
    await sql`alter table out_of_reach rename to intents`.execute(db);
  }
});

test("what was given up before it was sent is not sent", async () => {
  const db = await database();
  api.list = async (_request, response) => {
    await db.updateTable("intents").set({ state: "absent", version: 9 }).execute();
    response.setHeader("Content-Type", "application/json").end("{}");
  };
  expect((await failureOf(() => browser.create())).type).toBe("conflict");
  expect(api.creates()).toBe(0);
});
