import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { editableVersion, entityTag } from "@/lib/editable-version";
import { Failure } from "@/lib/server/failure";
import { database } from "@/lib/server/store/database";
import { account_id } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { failureOf } from "@/lib/server/testing/failure-of";
import { browserAt, newKey } from "@/lib/server/testing/intent-call";
import { updateCustomAppIntegration } from "@/lib/server/update-custom-app-integration";

configureForTest();

const start = { integration_id: "i", redirect_urls: ["https://a.example.com/cb"], scopes: ["sql"] };

let stored: Record<string, unknown>;
let calls: string[];
let browser: Awaited<ReturnType<typeof browserAt>>;
beforeEach(async () => {
  stored = start;
  calls = [];
  browser = await browserAt("http://localhost:9");
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

type Call = { method: string; body?: unknown };

/** An account API with one integration. Every call takes a moment, so that calls could overlap. */
async function upstream({ method, body }: Call) {
  calls.push(method);
  await new Promise((resolve) => setTimeout(resolve, 2));
  if (method === "PATCH" && typeof body === "object") stored = { ...stored, ...body };
  return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(method === "GET" ? stored : {})) };
}

const versionOf = (value: unknown) => editableVersion(customAppIntegrationSchema.parse(value));
const tag = async () => entityTag(await versionOf(stored));
const update = (ifMatch: string | null, redirect_urls: string[], call: typeof upstream = upstream) =>
  updateCustomAppIntegration(
    { ...browser.callWith({}), request: requestWith(ifMatch), upstream: call },
    { account_id, integration_id: "i" },
    { redirect_urls },
  );
const requestWith = (ifMatch: string | null) =>
  new NextRequest("https://console.example.com/x", {
    method: "PATCH",
    headers: { "idempotency-key": newKey(), ...(ifMatch === null ? {} : { "if-match": ifMatch }) },
  });
const failure = (type: string, outcome?: string) =>
  expect.objectContaining({ type, extra: outcome ? expect.objectContaining({ outcome }) : {} });

test("answers what was read back, in upstream's own bytes", async () => {
  stored = { ...start, unknown_member: 1 };
  const response = await update(await tag(), ["https://b.example.com/cb"]);
  expect(await response.json()).toEqual({
    ...start,
    unknown_member: 1,
    redirect_urls: ["https://b.example.com/cb"],
  });
  expect(calls).toEqual(["GET", "PATCH", "GET"]);
});

test.each([null, "", "*", '"1"', `W/"${"0".repeat(64)}"`, `"${"0".repeat(64)}", "${"1".repeat(64)}"`])(
  "If-Match %s is no version, and nothing is called",
  async (ifMatch) => {
    await expect(update(ifMatch, [])).rejects.toEqual(failure("precondition-required"));
    expect(calls).toEqual([]);
  },
);

test("another version is refused after the read, and nothing is sent", async () => {
  const version = await tag();
  stored = { ...start, scopes: ["all-apis"] };
  await expect(update(version, [])).rejects.toEqual(failure("changed-meanwhile"));
  expect(calls).toEqual(["GET"]);
});

test("of many updates to one version at once, one goes through", async () => {
  const version = await tag();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => update(version, [`https://${index}.example.com/cb`])),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toEqual(failure("changed-meanwhile"));
  expect(calls.filter((method) => method === "PATCH")).toHaveLength(1);
});

test("a failed update leaves the lock free", async () => {
  const refusing = async (call: Call) => {
    if (call.method === "PATCH") throw new Failure("conflict", "no");
    return upstream(call);
  };
  await expect(update(await tag(), [], refusing)).rejects.toEqual(failure("conflict"));
  await expect(update(await tag(), [])).resolves.toBeInstanceOf(Response);
});

test("what upstream does not hold as sent is answered as it is held", async () => {
  const deaf = ({ method }: Call) => upstream({ method });
  const response = await update(await tag(), ["https://b.example.com/cb"], deaf);
  expect(await response.json()).toEqual(start);
});

test.each(["throws", "answers nonsense"])("a read-back that %s is called saved", async (how) => {
  const blind = async (call: Call) => {
    if (!calls.includes("PATCH") || call.method !== "GET") return upstream(call);
    if (how === "throws") throw new Failure("upstream-unavailable", "down");
    return { status: 200, headers: {}, body: Buffer.from("null") };
  };
  await expect(update(await tag(), [], blind)).rejects.toEqual(failure("saved-unseen", "done"));
});

test("new redirect URLs are checked, stored ones are not", async () => {
  stored = { ...start, redirect_urls: ["http://Legacy.example.com/old"] };
  await expect(update(await tag(), ["http://Legacy.example.com/old", "nonsense"])).rejects.toMatchObject({
    type: "invalid",
    extra: { errors: [{ field: "redirect_urls.1" }] },
  });
  await expect(update(await tag(), ["http://Legacy.example.com/old"])).resolves.toBeInstanceOf(Response);
});

const lost = new Failure("outcome-unknown", "No answer.", { outcome: "unknown" });

test("an update whose answer was lost is seen to be there", async () => {
  const losing = async (call: Call) => {
    const answer = await upstream(call);
    if (call.method === "PATCH") throw lost;
    return answer;
  };
  const response = await update(await tag(), ["https://b.example.com/cb"], losing);
  expect(await response.json()).toMatchObject({ redirect_urls: ["https://b.example.com/cb"] });
  expect(calls.filter((method) => method === "PATCH")).toHaveLength(1);
});

test("an update that was lost on the way is sent once more", async () => {
  const losing = async (call: Call) => {
    if (call.method === "PATCH" && !calls.includes("lost")) {
      calls.push("lost");
      throw lost;
    }
    return upstream(call);
  };
  await update(await tag(), ["https://b.example.com/cb"], losing);
  expect(calls).toEqual(["GET", "lost", "GET", "PATCH", "GET"]);
});

test("an update that was lost while somebody else changed it is not sent again", async () => {
  const losing = async (call: Call) => {
    if (call.method !== "PATCH") return upstream(call);
    stored = { ...start, scopes: ["all-apis"] };
    throw lost;
  };
  await expect(update(await tag(), ["https://b.example.com/cb"], losing)).rejects.toMatchObject({
    type: "changed-meanwhile",
    extra: { outcome: "unknown", intent: expect.any(String) },
  });
  expect(stored.redirect_urls).toEqual(start.redirect_urls);
});

describe("while one save is in doubt", () => {
  const mine = ["https://b.example.com/cb"];
  /** A save that gets no answer and cannot be read back; `reaches` says whether it was carried out. */
  async function inDoubt(reaches: boolean): Promise<string> {
    let lostNow = false;
    const blind = async (call: Call) => {
      if (lostNow) throw new Failure("upstream-unavailable", "down");
      if (call.method !== "PATCH") return upstream(call);
      lostNow = true;
      if (reaches) await upstream(call);
      throw lost;
    };
    const { extra } = await failureOf(() => tag().then((version) => update(version, mine, blind)));
    return extra.intent ?? "";
  }
  const stateOf = async (id: string) =>
    (await (await database()).selectFrom("intents").select("state").where("id", "=", id).executeTakeFirst())
      ?.state;
  /** As if the minute of looking had passed, and nobody could look. */
  const later = async (id: string) => {
    const db = await database();
    await db
      .updateTable("intents")
      .set({ updated_at: Date.now() - 76_000 })
      .where("id", "=", id)
      .execute();
  };

  test.each([true, false])("another is refused, and nothing is sent (carried out: %s)", async (reaches) => {
    const id = await inDoubt(reaches);
    calls = [];
    await expect(update(await tag(), ["https://c.example.com/cb"])).rejects.toEqual(failure("conflict"));
    expect(calls).toEqual([]);
    expect(await stateOf(id)).toBe("unknown");
  });

  test.each([
    [true, "done"],
    [false, "absent"],
  ])(
    "and nobody could look, the next save settles it by what it reads (carried out: %s)",
    async (reaches, state) => {
      const id = await inDoubt(reaches);
      await later(id);
      await update(await tag(), ["https://c.example.com/cb"]);
      expect(await stateOf(id)).toBe(state);
      expect(stored.redirect_urls).toEqual(["https://c.example.com/cb"]);
    },
  );

  test("and somebody else has changed it, the next save leaves it to a person", async () => {
    const id = await inDoubt(false);
    await later(id);
    stored = { ...start, scopes: ["all-apis"] };
    await update(await tag(), ["https://c.example.com/cb"]);
    expect(await stateOf(id)).toBe("needs_you");
  });
});

test("what changes is recorded with the outcome", async () => {
  await update(await tag(), ["https://b.example.com/cb"]);
  const db = await database();
  const { record } = await db
    .selectFrom("audit_records")
    .select("record")
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  expect(JSON.parse(record)).toMatchObject({
    event: "custom_app.update.outcome",
    outcome: "done",
    target: { id: "i" },
    diff: [{ path: "redirect_urls", before: start.redirect_urls, after: ["https://b.example.com/cb"] }],
  });
});
