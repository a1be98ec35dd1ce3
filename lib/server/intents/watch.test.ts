import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { Failure } from "@/lib/server/failure";
import { watchUntilClear } from "@/lib/server/intents/watch";
import { database } from "@/lib/server/store/database";
import { findIntent, handIntent, type IntentRow, insertIntent } from "@/lib/server/store/intents";
import { configureForTest } from "@/lib/server/testing/environment";
import { intentRow } from "@/lib/server/testing/intent";
import { thisConsole } from "@/lib/server/this-console";
import { connection } from "@/lib/testing/connections";

configureForTest();
const start = Date.parse("2026-11-21T12:00:00Z");
const request = {
  name: "posit-connect",
  confidential: true,
  redirect_urls: ["https://connect.example.com/cb"],
  scopes: ["sql"],
  user_authorized_scopes: [],
};

beforeEach(async () => {
  await (await database()).deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

/** What Databricks lists if the create went through. */
const created = (changes: Record<string, unknown> = {}): CustomAppIntegration =>
  connection({
    ...request,
    client_id: "c-1",
    creator_username: "ada@example.com",
    create_time: new Date(start).toISOString(),
    ...changes,
  });

async function unknownIntent(changes: Partial<IntentRow> = {}): Promise<IntentRow> {
  const row = intentRow({
    state: "unknown",
    public_key: "key",
    request: JSON.stringify(request),
    snapshot: "[]",
    sent_at: start,
    look_at: start,
    ...changes,
  });
  await insertIntent(await database(), row);
  return row;
}

/** Hands an intent that was let go to this console. */
async function takeUp(row: IntentRow): Promise<void> {
  const db = await database();
  const released = await findIntent(db, row);
  expect(released?.console).toBeNull();
  if (released) await handIntent(db, released, thisConsole());
}

const jsonAnswer = (body: unknown) => ({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });

/** Watches with a clock of its own. `list` is told the seconds since the start; the looks are returned. */
async function watched(
  row: IntentRow,
  list: (second: number, look: number) => CustomAppIntegration[] | undefined | Failure,
) {
  let now = start;
  const looks: number[] = [];
  await watchUntilClear(row, {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    readerFor: async () => {
      const second = (now - start) / 1000;
      looks.push(second);
      const listed = list(second, looks.length);
      return (
        listed &&
        (async () => {
          if (listed instanceof Failure) throw listed;
          return jsonAnswer({ apps: listed });
        })
      );
    },
  });
  const end = await findIntent(await database(), row);
  if (!end) throw new Error("The intent is gone.");
  return { looks, end };
}

const schedule = [0, 1, 2, 4, 8, 15, 30, 60, 300, 1_800];

describe("looking for what came of a create", () => {
  test.each(schedule.map((second, index) => [second, index + 1]))(
    "finds the one that shows after %i s with look %i",
    async (second, count) => {
      const app = created();
      const { looks, end } = await watched(await unknownIntent(), (at) => (at >= second ? [app] : []));
      expect(looks).toEqual(schedule.slice(0, count));
      expect(end).toMatchObject({
        state: "orphan",
        integration_id: app.integration_id,
        client_id: "c-1",
        look_at: null,
      });
    },
  );

  test("calls it absent after a minute, looks out twice more, and ends", async () => {
    const states: string[] = [];
    const row = await unknownIntent();
    const { looks, end } = await watched(row, () => []);
    expect(looks).toEqual(schedule);
    expect(end).toMatchObject({ state: "absent", looks: 10, look_at: null });
    const { looks: again } = await watched(end, () => {
      states.push("looked");
      return [];
    });
    expect(again).toEqual([]);
  });

  test("has the answer ready when only its ids were missing", async () => {
    const row = await unknownIntent({ sealed_answer: "v1.sealed" });
    const { end } = await watched(row, () => [created()]);
    expect(end).toMatchObject({ state: "sealed", sealed_answer: "v1.sealed", client_id: "c-1" });
    expect(end.expires_at).toBe(start + 24 * 3_600_000);
  });

  test("of a public client is done once it is found: there is no secret to lose", async () => {
    const row = await unknownIntent({
      request: JSON.stringify({ ...request, confidential: false }),
      public_key: null,
    });
    const { end } = await watched(row, () => [created({ confidential: false })]);
    expect(end).toMatchObject({ state: "done", client_id: "c-1" });
  });

  test("leaves it to a person when several could be it", async () => {
    const [one, other] = [created(), created()];
    const { end } = await watched(await unknownIntent(), () => [one, connection(), other]);
    expect(end.state).toBe("needs_you");
    expect(JSON.parse(end.result ?? "")).toEqual([one.integration_id, other.integration_id]);
  });

  test("passes over what was there before, and what another intent created", async () => {
    const [before, anothers] = [created(), created()];
    await insertIntent(
      await database(),
      intentRow({ state: "sealed", integration_id: anothers.integration_id }),
    );
    const row = await unknownIntent({ snapshot: JSON.stringify([before.integration_id]) });
    const { end } = await watched(row, () => [before, anothers]);
    expect(end).toMatchObject({ state: "absent", integration_id: null });
  });

  test("counts no look at a list that could not be read", async () => {
    const app = created();
    const { looks, end } = await watched(await unknownIntent(), (second) =>
      second < 100 ? new Failure("upstream-unavailable", "Down.") : [app],
    );
    expect(looks).toEqual(Array.from({ length: 21 }, (_, index) => index * 5));
    expect(end.state).toBe("orphan");
  });

  test("waits for the person when nobody's token may list, and goes on when they are back", async () => {
    const row = await unknownIntent();
    const { looks, end } = await watched(row, () => undefined);
    expect(looks).toEqual([0]);
    expect(end).toMatchObject({ state: "unknown", looks: 0, look_at: start });
    await takeUp(row);
    expect((await watched(row, () => new Failure("unauthenticated", "Ended."))).end.state).toBe("unknown");
    await takeUp(row);
    expect((await watched(row, () => [created()])).end.state).toBe("orphan");
  });

  test("is left to the console that is at it", async () => {
    const row = await unknownIntent({ console: "another" });
    expect(await watched(row, () => [created()])).toMatchObject({ looks: [], end: { state: "unknown" } });
  });

  test("does not take for its own what is just being created anew under the same name", async () => {
    const row = await unknownIntent({ state: "absent", looks: 8, look_at: start + 300_000 });
    const again = intentRow({ state: "sent", integration_id: null });
    const db = await database();
    await insertIntent(db, again);
    const app = created();
    let tries = 0;
    const states: (string | undefined)[] = [];
    await watchUntilClear(row, {
      now: () => start + 300_000 + tries * 5_000,
      sleep: async () => {
        tries += 1;
        states.push((await findIntent(db, row))?.state);
        const { integration_id } = app;
        if (tries === 3)
          await db
            .updateTable("intents")
            .set({ state: "sealed", integration_id })
            .where("id", "=", again.id)
            .execute();
        if (tries > 3) await db.deleteFrom("intents").where("id", "=", row.id).execute();
      },
      readerFor: async () => async () => jsonAnswer({ apps: [app] }),
    });
    expect(states).toEqual(["absent", "absent", "absent", "absent"]);
  });

  test("stops when somebody has settled it meanwhile", async () => {
    const row = await unknownIntent();
    const db = await database();
    await db.updateTable("intents").set({ state: "sealed", version: 2 }).where("id", "=", row.id).execute();
    expect((await watched(row, () => [created()])).looks).toEqual([]);
  });
});
