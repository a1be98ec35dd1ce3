import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "@/lib/server/failure";
import { intentView } from "@/lib/server/intents/intent-answer";
import { writtenSnapshot } from "@/lib/server/intents/snapshot";
import { watchUntilClear } from "@/lib/server/intents/watch";
import { database } from "@/lib/server/store/database";
import { findIntent, type IntentRow, insertIntent } from "@/lib/server/store/intents";
import { openIntents } from "@/lib/server/store/open-intents";
import { configureForTest } from "@/lib/server/testing/environment";
import { intentRow } from "@/lib/server/testing/intent";
import { connection } from "@/lib/testing/connections";

configureForTest();
const start = Date.parse("2026-11-21T12:00:00Z");
const minute = [0, 1, 2, 4, 8, 15, 30, 60];

beforeEach(async () => {
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 600,
  enable_single_use_refresh_tokens: false,
};
const longer = { ...policy, refresh_token_ttl_in_minutes: 6_000 };
const another = { ...policy, refresh_token_ttl_in_minutes: 60 };
const before = connection({ scopes: ["all-apis"] });
const enabled = (token_access_policy: object) => ({
  integration_id: before.integration_id,
  app_id: "tableau",
  token_access_policy,
});
const none = { apps: [] };

type Case = {
  changes: Partial<IntentRow>;
  /** What Databricks answers in each of these states; undefined is a 404. */
  before: unknown;
  wanted: unknown;
  other: unknown;
};

const integration_id = before.integration_id;
const cases: Record<string, Case> = {
  "custom_app.update": {
    changes: {
      kind: "custom_app.update",
      integration_id,
      request: '{"scopes":["sql"]}',
      snapshot: writtenSnapshot({ before }),
    },
    before,
    wanted: { ...before, scopes: ["sql"] },
    other: { ...before, scopes: ["genie"] },
  },
  "published_app.update": {
    changes: {
      kind: "published_app.update",
      integration_id,
      request: JSON.stringify({ token_access_policy: longer }),
      snapshot: writtenSnapshot({
        before: {
          ...{ integration_id, name: "tableau", redirect_urls: [], scopes: [], user_authorized_scopes: [] },
          token_access_policy: policy,
        },
        app_id: "tableau",
      }),
    },
    before: enabled(policy),
    wanted: enabled(longer),
    other: enabled(another),
  },
  "published_app.create": {
    changes: {
      kind: "published_app.create",
      name: "tableau",
      request: JSON.stringify({ app_id: "tableau", token_access_policy: policy }),
    },
    before: none,
    wanted: { apps: [enabled(policy)] },
    other: { apps: [enabled(longer)] },
  },
  "custom_app.delete": {
    changes: { kind: "custom_app.delete", integration_id, request: "null" },
    before,
    wanted: undefined,
    other: undefined,
  },
  "published_app.delete": {
    changes: { kind: "published_app.delete", integration_id, request: "null" },
    before: enabled(policy),
    wanted: undefined,
    other: undefined,
  },
};

async function inDoubt({ changes }: Case, more: Partial<IntentRow> = {}): Promise<IntentRow> {
  const row = intentRow({ state: "unknown", sent_at: start, look_at: start, ...changes, ...more });
  await insertIntent(await database(), row);
  return row;
}

/** Watches with a clock of its own, over what `shows` at each second; undefined is a 404. */
async function watched(row: IntentRow, shows: (second: number) => unknown) {
  let now = start;
  const looks: number[] = [];
  const statesThen: string[] = [];
  const db = await database();
  await watchUntilClear(row, {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    readerFor: async () => async () => {
      const second = (now - start) / 1000;
      looks.push(second);
      statesThen.push((await findIntent(db, row))?.state ?? "gone");
      const body = shows(second);
      if (body === undefined) throw missing();
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
    },
  });
  const end = await findIntent(db, row);
  if (!end) throw new Error("The intent is gone.");
  return { looks, statesThen, end };
}

const missing = () => new Failure("not-found", "No such thing.");

const outcomesOf = async ({ id }: IntentRow) => {
  const rows = await (await database())
    .selectFrom("audit_records")
    .select("record")
    .where("intent", "=", id)
    .orderBy("seq")
    .execute();
  return rows.map(({ record }) => JSON.parse(record));
};

describe.each(Object.entries(cases))("looking for what came of %s", (kind, its) => {
  test.each([...minute, 300, 1_800])("it shows after %i s, and is done", async (second) => {
    const { looks, end } = await watched(await inDoubt(its), (at) =>
      at >= second ? its.wanted : its.before,
    );
    expect(looks.at(-1)).toBe(second);
    expect(end).toMatchObject({ state: "done", look_at: null });
    const records = await outcomesOf(end);
    expect(records.at(-1)).toMatchObject({ event: `${kind}.outcome`, outcome: "done" });
    if (kind.endsWith(".update")) expect(records.at(-1).diff).toHaveLength(1);
  });

  test("it does not show within a minute, and is absent; it is looked for twice more", async () => {
    const { looks, statesThen, end } = await watched(await inDoubt(its), () => its.before);
    expect(looks).toEqual([...minute, 300, 1_800]);
    expect(statesThen).toEqual([...minute.map(() => "unknown"), "absent", "absent"]);
    expect(end).toMatchObject({ state: "absent", look_at: null });
    expect((await outcomesOf(end)).map(({ outcome }) => outcome)).toEqual(["none"]);
  });

  test("what shows late is not told as done when it was changed anew meanwhile", async () => {
    const row = await inDoubt(its, { state: "absent", looks: 8, look_at: start + 300_000 });
    await inDoubt(its, { state: "done", look_at: null, sent_at: start + 100_000 });
    const { looks, end } = await watched(row, () => its.wanted);
    expect(looks).toEqual([]);
    expect(end).toMatchObject({ state: "absent", look_at: null });
  });
});

describe.each(["custom_app.update", "published_app.update", "published_app.create"])("%s", (kind) => {
  const its = cases[kind] ?? { changes: {}, before: none, wanted: none, other: none };

  test("that finds something else needs a person", async () => {
    const { end } = await watched(await inDoubt(its), (at) => (at < 2 ? its.before : its.other));
    expect(end).toMatchObject({ state: "needs_you", look_at: null });
  });

  test("that was not made within a minute stays so when somebody else changes it later", async () => {
    const { end } = await watched(await inDoubt(its), (at) => (at < 100 ? its.before : its.other));
    expect(end).toMatchObject({ state: "absent", look_at: null });
  });
});

test.each(["custom_app.update", "published_app.update"])("%s of what is deleted is gone", async (kind) => {
  const its = cases[kind] ?? { changes: {}, before: none, wanted: none, other: none };
  const { end } = await watched(await inDoubt(its), (at) => (at < 2 ? its.before : undefined));
  expect(end.state).toBe("absent");
  expect(intentView(end)).toMatchObject({ gone: true });
});

describe("what a person is told", () => {
  const told = async (now = start) => {
    const owner = { account_id: intentRow().account_id, subject: "ada" };
    return (await openIntents(await database(), owner, now)).map(({ id }) => id);
  };
  const ended = (changes: Partial<IntentRow>) =>
    inDoubt(cases["custom_app.update"] ?? { changes: {}, before: none, wanted: none, other: none }, {
      updated_at: start,
      look_at: null,
      looks: 3,
      ...changes,
    });

  test.each<[Partial<IntentRow>, boolean]>([
    [{ state: "unknown" }, true],
    [{ state: "done" }, true],
    [{ state: "done", looks: 0 }, false],
    [{ state: "absent" }, true],
    [{ state: "absent", looks: 0, result: null }, true],
    [{ state: "absent", looks: 0, result: '{"type":"invalid","detail":""}' }, false],
    [{ state: "needs_you" }, true],
    [{ state: "rejected" }, false],
    [{ state: "absent", seen_at: start }, false],
    [{ state: "needs_you", seen_at: start }, false],
    [{ state: "done", seen_at: start }, false],
    [{ state: "absent", kind: "custom_app.create", request: "{}", integration_id: null }, true],
  ])("of %o: %s", async (changes, isTold) => {
    const { id } = await ended(changes);
    expect(await told()).toEqual(isTold ? [id] : []);
  });

  test("for a day, and not after the same thing was changed anew", async () => {
    const { id } = await ended({ state: "absent" });
    expect(await told(start + 24 * 3_600_000 - 1)).toEqual([id]);
    expect(await told(start + 24 * 3_600_000)).toEqual([]);
    await ended({ state: "done", looks: 0, created_at: 1_800_000_000_001 });
    expect(await told()).toEqual([]);
  });

  test("again when what they have seen moves on", async () => {
    const row = await ended({ state: "absent", seen_at: start, looks: 8, look_at: start });
    const { end } = await watched(row, () => cases["custom_app.update"]?.wanted);
    expect(end).toMatchObject({ state: "done", seen_at: null });
    expect(await told(end.updated_at)).toEqual([row.id]);
  });
});
