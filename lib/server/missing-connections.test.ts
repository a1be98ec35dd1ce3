import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { noticeMissing } from "@/lib/server/missing-connections";
import { database } from "@/lib/server/store/database";
import { rememberConnections } from "@/lib/server/store/known-connections";
import { account_id } from "@/lib/server/testing/account";
import { configureForTest } from "@/lib/server/testing/environment";
import { browserAt } from "@/lib/server/testing/intent-call";
import { type Answer, json, type LocalServer, startLocalServer } from "@/lib/testing/local-server";

configureForTest();
beforeEach(async () => {
  const db = await database();
  await db.deleteFrom("known_connections").execute();
  await db.deleteFrom("intents").execute();
});
afterAll(async () => (await database()).destroy());

const readAt = 1_800_000_000_000;
const newId = () => `i-${randomUUID()}`;
const gone = json({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "It does not exist." }, 404);

async function know(...ids: string[]): Promise<string[]> {
  const rows = ids.map((integration_id) => ({
    account_id,
    integration_id,
    state: "{}",
    read_at: readAt - 1,
  }));
  await rememberConnections(await database(), rows);
  return ids;
}

/** Reads a list of these ids in an account where everything else is answered with `answer`. */
async function read(
  server: LocalServer,
  ids: readonly string[],
  { next_page_token, at = readAt }: { next_page_token?: string; at?: number } = {},
): Promise<unknown[]> {
  const { callWith } = await browserAt(server.origin);
  const apps = ids.map((integration_id) => ({ integration_id, client_id: "c", name: "n" }));
  const body = Buffer.from(JSON.stringify({ apps, next_page_token }));
  const db = await database();
  const { seq } = await db.selectFrom("audit_head").select("seq").executeTakeFirstOrThrow();
  await noticeMissing(callWith({}), { status: 200, headers: {}, body }, at);
  const rows = await db.selectFrom("audit_records").select("target_id").where("seq", ">", seq).execute();
  return rows.map(({ target_id }) => target_id);
}

const asked = (server: LocalServer) => server.requests.map(({ path }) => path.split("/").at(-1));

describe("a known connection that a whole list lacks", () => {
  test("is recorded as deleted elsewhere, once, when Databricks says that it does not exist", async () => {
    const [here = "", away = ""] = await know(newId(), newId());
    const server = await startLocalServer(gone);
    expect(await read(server, [here])).toEqual([away]);
    expect(await read(server, [here])).toEqual([]);
    expect(asked(server)).toEqual([away]);
  });

  test.each([
    ["it is there after all", json({ integration_id: "x", client_id: "c", name: "n" })],
    ["Databricks refuses to say", json({ error_code: "PERMISSION_DENIED", message: "No." }, 403)],
    ["something else answers 404", (_request, response) => void response.writeHead(404).end("<html>")],
    ["the connection breaks", (_request, response) => void response.socket?.destroy()],
  ] satisfies [string, Answer][])(
    "is not recorded when %s, and not asked for again soon",
    async (_what, answer) => {
      const [away = ""] = await know(newId());
      const server = await startLocalServer(answer);
      expect(await read(server, [])).toEqual([]);
      const soon = asked(server).length;
      expect(await read(server, [], { at: readAt + 599_999 })).toEqual([]);
      expect(asked(server)).toHaveLength(soon);
      const healed = await startLocalServer(gone);
      expect(await read(healed, [], { at: readAt + 600_000 })).toEqual([away]);
    },
  );

  test("is not looked for when the list is not at its end", async () => {
    await know(newId());
    const server = await startLocalServer(gone);
    expect(await read(server, [], { next_page_token: "more" })).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  test("is one of five at most that are asked for at a time", async () => {
    const away = await know(...Array.from({ length: 7 }, newId));
    const server = await startLocalServer(gone);
    expect(await read(server, [])).toHaveLength(5);
    expect(await read(server, [])).toHaveLength(2);
    expect(asked(server).toSorted()).toEqual(away.toSorted());
  });

  test("is not asked for when it became known only after the reading began", async () => {
    await know(newId());
    const server = await startLocalServer(gone);
    expect(await read(server, [], { at: readAt - 1 })).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});
