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

type Repeats = "keyed-create" | "update" | "delete";
type Options = { readBacks?: (ReadBack | Failure)[]; key?: string; before?: () => void };

/** Makes one change whose calls end like this, in turn. Tells what was answered, how often it was sent, and its row. */
async function change(repeats: Repeats, outcomes: (typeof ok | Failure)[], options: Options = {}) {
  const { readBacks = [], key = newKey(), before = () => {} } = options;
  let sent = 0;
  const upstream: ChangeCall["upstream"] = async () => {
    const outcome = outcomes[sent] ?? unclear;
    sent += 1;
    if (outcome instanceof Failure) throw outcome;
    return outcome;
  };
  const call = { ...browser.callWith({ [idempotencyHeader]: key }), upstream };
  const answered = withIntent(
    call,
    { kind: "custom_app.update", integration_id: "i-1", body: { scopes: ["sql"] }, repeats },
    {
      work: async (send) => {
        before();
        const answer = await send({ method: "PATCH", path: "/api/x" });
        return new Response(answer ? "answered" : "read back");
      },
      readBack: async () => {
        const found = readBacks.shift() ?? "different";
        if (found instanceof Failure) throw found;
        return found;
      },
      again: async () => new Response("again"),
    },
  );
  const answer = await answered.then(
    (response) => response.text(),
    (error: unknown) => (error instanceof Failure ? error.type : String(error)),
  );
  const db = await database();
  const row = await db
    .selectFrom("intents")
    .selectAll()
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  return { answer, sent, state: row.state, row };
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
    .map(({ event, outcome, target }) => [event, outcome, target?.id].filter(Boolean).join(" "));
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
    ["meets another change", "update", [unclear], ["different"], "changed-meanwhile", 1, "rejected"],
    ["finds nothing to change", "update", [unclear], ["absent"], "not-found", 1, "rejected"],
    ["cannot be read back", "update", [unclear], [unclear], "outcome-unknown", 1, "unknown"],
    ["deletes what is gone", "delete", [missing], [], "read back", 1, "done"],
    ["has deleted it", "delete", [unclear], ["absent"], "read back", 1, "done"],
    ["has not deleted it yet", "delete", [unclear, ok], ["as-before"], "answered", 2, "done"],
    ["creates what is there as wanted", "keyed-create", [conflict], ["as-wanted"], "read back", 1, "done"],
    ["creates what is there otherwise", "keyed-create", [conflict], ["different"], "conflict", 1, "rejected"],
    ["has not created it", "keyed-create", [unclear, ok], ["absent"], "answered", 2, "done"],
  ])("%s", async (_what, repeats, outcomes, readBacks, answer, sent, state) => {
    const made = await change(repeats, outcomes, { readBacks });
    expect({ answer: made.answer, sent: made.sent, state: made.state }).toEqual({ answer, sent, state });
    const known = state === "done" ? "done" : state === "unknown" ? "unknown" : "none";
    expect(await eventsOf(made.row.id)).toEqual([
      "custom_app.update.intent i-1",
      `custom_app.update.outcome ${known} i-1`,
    ]);
  });

  test("that fails before it is sent was not done, and is refused each time alike", async () => {
    const key = newKey();
    const before = () => {
      throw refused;
    };
    for (let round = 0; round < 2; round++) {
      const made = await change("update", [ok], { key, before });
      expect(made).toMatchObject({ answer: "invalid", sent: 0, state: "absent" });
    }
  });

  test("that is done stays done, whatever fails afterwards", async () => {
    const key = newKey();
    const call = { ...browser.callWith({ [idempotencyHeader]: key }), upstream: async () => ok };
    const failing = () =>
      withIntent(
        call,
        { kind: "custom_app.update", integration_id: "i-1", body: { scopes: ["sql"] }, repeats: "update" },
        {
          work: async (send) => {
            await send({ method: "PATCH", path: "/api/x" });
            throw new Failure("saved-unseen", "Not read back.", { outcome: "done" });
          },
          readBack: async () => "different",
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
    [[unclear], "changed-meanwhile"],
  ])("is not sent again: %#", async (outcomes, answer) => {
    const key = newKey();
    await change("update", outcomes, { key });
    expect(await change("update", [ok], { key })).toMatchObject({ answer, sent: 0 });
  });

  test("of what is unknown stays unknown", async () => {
    const key = newKey();
    await change("update", [unclear], { key, readBacks: [unclear] });
    expect(await change("update", [ok], { key })).toMatchObject({ answer: "outcome-unknown", sent: 0 });
  });

  test("is needed", async () => {
    const call = { ...browser.callWith({}), upstream: async () => ok };
    const work = () =>
      withIntent(
        call,
        { kind: "custom_app.delete", body: null, repeats: "delete" },
        {
          work: async () => new Response(),
          readBack: async () => "absent",
          again: async () => new Response(),
        },
      );
    expect(await failureOf(work)).toMatchObject({
      type: "invalid",
      extra: { errors: [{ field: "Idempotency-Key" }] },
    });
  });
});
