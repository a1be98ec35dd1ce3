import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { idempotencyHeader } from "@/lib/intents";
import { auditRecordSchema } from "@/lib/server/audit/audit-record";
import { Failure } from "@/lib/server/failure";
import { type ChangeCall, withIntent } from "@/lib/server/intents/with-intent";
import type { ReadBack } from "@/lib/server/retries/next-step";
import { database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";
import { browserAt, newKey } from "@/lib/server/testing/intent-call";

configureForTest();
let browser: Awaited<ReturnType<typeof browserAt>>;
beforeEach(async () => {
  browser = await browserAt("http://localhost:9");
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

const refused = new Failure("invalid", "Bad value.");
const missing = new Failure("not-found", "No such thing.");
const conflict = new Failure("conflict", "There already.");
const unclear = new Failure("outcome-unknown", "No answer.", { outcome: "unknown" });
const unreachable = new Failure("upstream-unreachable", "Nobody there.");
const expired = new Failure("upstream-unauthenticated", "No.");
const ok = { status: 200, headers: {}, body: Buffer.from("{}") };

const policy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: 600,
  enable_single_use_refresh_tokens: false,
};
const before = { integration_id: "i-1", name: "posit", redirect_urls: [], scopes: ["all-apis"] };
const enabled = (token_access_policy?: object) => ({
  apps: [{ integration_id: "p-1", app_id: "tableau", token_access_policy }],
});

/** The three ways to change something, and what is read of it in each state; undefined is a 404. */
const changes = {
  "keyed-create": {
    asked: {
      kind: "published_app.create",
      name: "tableau",
      body: { app_id: "tableau", token_access_policy: policy },
    },
    method: "POST",
    "as-wanted": enabled(policy),
    "as-before": { apps: [] },
    different: enabled({ ...policy, refresh_token_ttl_in_minutes: 60 }),
    absent: { apps: [] },
  },
  update: {
    asked: { kind: "custom_app.update", integration_id: "i-1", body: { scopes: ["sql"] } },
    method: "PATCH",
    "as-wanted": { ...before, scopes: ["sql"] },
    "as-before": before,
    different: { ...before, scopes: ["genie"] },
    absent: undefined,
  },
  delete: {
    asked: { kind: "custom_app.delete", integration_id: "i-1", body: null },
    method: "DELETE",
    "as-wanted": undefined,
    "as-before": before,
    different: before,
    absent: undefined,
  },
} as const;

type Repeats = keyof typeof changes;
type Options = { readBacks?: (ReadBack | Failure)[]; key?: string; before?: () => void };

const jsonAnswer = (body: unknown) => ({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });

/** Makes one change whose calls end like this, in turn. Tells what was answered, how often it was sent, and its row. */
async function change(repeats: Repeats, outcomes: (typeof ok | Failure)[], options: Options = {}) {
  const { readBacks = [], key = newKey() } = options;
  const { asked, method, ...states } = changes[repeats];
  let sent = 0;
  const upstream: ChangeCall["upstream"] = async (call) => {
    if (call.method === "GET") {
      const found = readBacks.shift() ?? "different";
      if (found instanceof Failure) throw found;
      if (states[found] === undefined) throw missing;
      return jsonAnswer(states[found]);
    }
    const outcome = outcomes[sent] ?? unclear;
    sent += 1;
    if (outcome instanceof Failure) throw outcome;
    return outcome;
  };
  const call = { ...browser.callWith({ [idempotencyHeader]: key }), upstream };
  const answered = withIntent(call, asked, {
    work: async (send) => {
      options.before?.();
      const snapshot =
        repeats === "update"
          ? {
              before: {
                ...before,
                redirect_urls: [],
                scopes: ["all-apis"],
                user_authorized_scopes: [],
                token_access_policy: undefined,
              },
            }
          : undefined;
      const answer = await send({ method, path: "/api/x" }, snapshot);
      return new Response(answer ? "answered" : "read back");
    },
    again: async () => new Response("again"),
  });
  const { answer, failure } = await answered.then(
    async (response) => ({ answer: await response.text(), failure: undefined }),
    (error: unknown) => {
      if (error instanceof Failure) return { answer: error.type, failure: error };
      throw error;
    },
  );
  const db = await database();
  const row = await db
    .selectFrom("intents")
    .selectAll()
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  return { answer, sent, state: row.state, row, told: failure?.extra };
}

const eventsOf = async (id: string) => {
  const db = await database();
  const rows = await db
    .selectFrom("audit_records")
    .select(["record", "hash"])
    .where("intent", "=", id)
    .orderBy("seq")
    .execute();
  return rows
    .map(({ record, hash }) => auditRecordSchema.parse({ ...JSON.parse(record), hash }))
    .map(({ event, outcome }) => [event, outcome].filter(Boolean).join(" "));
};

describe("a change", () => {
  test.each<[string, Repeats, (typeof ok | Failure)[], (ReadBack | Failure)[], string, number, string]>([
    ["goes through", "update", [ok], [], "answered", 1, "done"],
    ["is refused", "update", [refused], [], "invalid", 1, "rejected"],
    [
      "reaches nobody",
      "update",
      [unreachable, unreachable, unreachable],
      [],
      "upstream-unreachable",
      3,
      "absent",
    ],
    ["reaches them the third time", "update", [unreachable, unreachable, ok], [], "answered", 3, "done"],
    ["has its token renewed", "keyed-create", [expired, ok], [], "answered", 2, "done"],
    [
      "has its token refused twice",
      "keyed-create",
      [expired, expired],
      [],
      "upstream-unauthenticated",
      2,
      "rejected",
    ],
    ["is seen to be done", "update", [unclear], ["as-wanted"], "read back", 1, "done"],
    ["is sent again once", "update", [unclear, ok], ["as-before"], "answered", 2, "done"],
    [
      "is not sent a third time",
      "update",
      [unclear, unclear],
      ["as-before", "as-before"],
      "outcome-unknown",
      2,
      "unknown",
    ],
    ["meets another change", "update", [unclear], ["different"], "changed-meanwhile", 1, "unknown"],
    ["finds nothing to change", "update", [unclear], ["absent"], "not-found", 1, "rejected"],
    ["cannot be read back", "update", [unclear], [unclear], "outcome-unknown", 1, "unknown"],
    ["deletes what is gone", "delete", [missing], ["absent"], "read back", 1, "done"],
    ["is told a deletion is gone that is not", "delete", [missing, ok], ["as-before"], "answered", 2, "done"],
    [
      "is told twice a deletion is gone that is not",
      "delete",
      [missing, missing],
      ["as-before", "as-before"],
      "outcome-unknown",
      2,
      "unknown",
    ],
    ["cannot see whether it was deleted", "delete", [missing], [unclear], "outcome-unknown", 1, "unknown"],
    ["has deleted it", "delete", [unclear], ["absent"], "read back", 1, "done"],
    ["has not deleted it yet", "delete", [unclear, ok], ["as-before"], "answered", 2, "done"],
    ["creates what is there as wanted", "keyed-create", [conflict], ["as-wanted"], "read back", 1, "done"],
    [
      "may have created what is there otherwise",
      "keyed-create",
      [unclear],
      ["different"],
      "conflict",
      1,
      "unknown",
    ],
    ["creates what is there otherwise", "keyed-create", [conflict], ["different"], "conflict", 1, "rejected"],
    ["has not created it", "keyed-create", [unclear, ok], ["absent"], "answered", 2, "done"],
  ])("%s", async (_what, repeats, outcomes, readBacks, answer, sent, state) => {
    const made = await change(repeats, outcomes, { readBacks });
    expect({ answer: made.answer, sent: made.sent, state: made.state }).toEqual({ answer, sent, state });
    const known = state === "done" ? "done" : state === "unknown" ? "unknown" : "none";
    expect(await eventsOf(made.row.id)).toEqual([
      `${made.row.kind}.intent`,
      `${made.row.kind}.outcome ${known}`,
    ]);
    // What is not known can be followed, and only that.
    if (known === "unknown") expect(made.told).toMatchObject({ outcome: "unknown", intent: made.row.id });
    else expect(made.told ?? {}).not.toHaveProperty("intent");
  });

  test("that fails before it is sent was not done, and is refused each time alike", async () => {
    const key = newKey();
    const failing = () => {
      throw refused;
    };
    for (let round = 0; round < 2; round++) {
      const made = await change("update", [ok], { key, before: failing });
      expect(made).toMatchObject({ answer: "invalid", sent: 0, state: "absent" });
    }
  });

  test("that is done stays done, whatever fails afterwards", async () => {
    const key = newKey();
    const call = { ...browser.callWith({ [idempotencyHeader]: key }), upstream: async () => ok };
    const failing = () =>
      withIntent(
        call,
        { kind: "custom_app.update", integration_id: "i-1", body: { scopes: ["sql"] } },
        {
          work: async (send) => {
            await send({ method: "PATCH", path: "/api/x" });
            throw new Failure("saved-unseen", "Not read back.", { outcome: "done" });
          },
          again: async () => new Response("again"),
        },
      );
    expect((await failureOf(failing)).type).toBe("saved-unseen");
    expect(await change("update", [], { key })).toMatchObject({ answer: "again", sent: 0, state: "done" });
  });
});

describe("the same key", () => {
  test.each<[(typeof ok | Failure)[], string]>([
    [[ok], "again"],
    [[refused], "invalid"],
  ])("is not sent again: %#", async (outcomes, answer) => {
    const key = newKey();
    await change("update", outcomes, { key });
    expect(await change("update", [ok], { key })).toMatchObject({ answer, sent: 0 });
  });

  test("of what is unknown stays unknown", async () => {
    const key = newKey();
    await change("update", [unclear], { key, readBacks: [unclear] });
    const again = await change("update", [ok], { key });
    expect(again).toMatchObject({ answer: "outcome-unknown", sent: 0, told: { intent: again.row.id } });
  });

  test("of what was looked for and is not there was not made", async () => {
    const key = newKey();
    const { row } = await change("update", [unclear], { key, readBacks: [unclear] });
    await (await database())
      .updateTable("intents")
      .set({ state: "absent" })
      .where("id", "=", row.id)
      .execute();
    expect(await change("update", [ok], { key })).toMatchObject({ answer: "not-made", sent: 0 });
  });

  test("is needed", async () => {
    const call = { ...browser.callWith({}), upstream: async () => ok };
    const work = () =>
      withIntent(
        call,
        { kind: "custom_app.delete", body: null },
        {
          work: async () => new Response(),
          again: async () => new Response(),
        },
      );
    expect(await failureOf(work)).toMatchObject({
      type: "invalid",
      extra: { errors: [{ field: "Idempotency-Key" }] },
    });
  });
});
