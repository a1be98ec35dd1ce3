import { afterAll, describe, expect, test } from "vitest";
import { endAndRecord } from "@/lib/server/end-session";
import { Secret } from "@/lib/server/secret";
import { cachedSessionRow } from "@/lib/server/session-rows";
import { database } from "@/lib/server/store/database";
import { configureForTest, useSecrets } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";

configureForTest();
afterAll(async () => (await database()).destroy());

const recorded = async (): Promise<unknown[]> => {
  const db = await database();
  const rows = await db.selectFrom("audit_records").select("record").orderBy("seq").execute();
  return rows.map(({ record }) => JSON.parse(record));
};

describe("the end of a session", () => {
  test("is recorded once, with who it was", async () => {
    const { token_hash, account_id } = await storeSession();
    await endAndRecord(token_hash, "auth.logout");
    await endAndRecord(token_hash, "auth.logout");
    expect(await cachedSessionRow(token_hash)).toBeUndefined();
    const session = token_hash.slice(0, 16);
    const records = (await recorded()).filter((record) => JSON.stringify(record).includes(session));
    expect(records).toMatchObject([
      {
        event: "auth.logout",
        session,
        account_id,
        actor: { sub: "ada", email: "ada@example.com", name: "Ada" },
      },
    ]);
    expect(JSON.stringify(records)).not.toContain(token_hash);
  });

  test("comes even when it cannot be recorded", async () => {
    await endAndRecord((await storeSession()).token_hash, "auth.logout");
    useSecrets(new Secret("a new secret of the tests, 32 characters"));
    const { token_hash } = await storeSession();
    const before = await recorded();
    await endAndRecord(token_hash, "auth.logout");
    expect(await cachedSessionRow(token_hash)).toBeUndefined();
    expect(await recorded()).toEqual(before);
  });
});
