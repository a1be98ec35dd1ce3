import { beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { makeCheckpoint, makeCheckpointWhenDue } from "@/lib/server/audit/checkpoint";
import { isSigned } from "@/lib/server/audit/checkpoint-form";
import type { Database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";
import { testStore } from "@/lib/server/testing/store";

configureForTest();
const store = testStore();
const hour = 3_600_000;
let db: Database;
let fresh = 0;

beforeEach(async () => {
  fresh += 1;
  db = await store.open(`store-${fresh}`);
});

const append = async (count: number) => {
  for (let n = 0; n < count; n += 1) await appendAudit(db, { event: "auth.logout" });
};

describe("a checkpoint", () => {
  test("signs the last record and is the next", async () => {
    await append(2);
    const last = await appendAudit(db, { event: "auth.logout" });
    const made = (await makeCheckpoint(db)) ?? expect.fail("There are records.");
    expect(made).toMatchObject({ seq: last.seq, hash: last.hash });
    expect(isSigned(made)).toBe(true);
    expect(isSigned({ ...made, seq: 2 })).toBe(false);
    const next = await appendAudit(db, { event: "auth.logout" });
    expect(next.seq).toBe(last.seq + 2);
  });

  test("of nothing is not made", async () => {
    expect(await makeCheckpoint(db)).toBeUndefined();
    expect(await makeCheckpointWhenDue(db, Date.now() + 9 * hour)).toBeUndefined();
  });

  test("is due after a hundred records", async () => {
    await append(99);
    expect(await makeCheckpointWhenDue(db, Date.now())).toBeUndefined();
    await append(1);
    expect(await makeCheckpointWhenDue(db, Date.now())).toMatchObject({ seq: 100 });
    expect(await makeCheckpointWhenDue(db, Date.now())).toBeUndefined();
    await append(100);
    expect(await makeCheckpointWhenDue(db, Date.now())).toMatchObject({ seq: 201 });
  });

  test("is due when a record has waited for an hour, and not because of itself", async () => {
    const { t } = await appendAudit(db, { event: "auth.logout" });
    const at = Date.parse(t);
    expect(await makeCheckpointWhenDue(db, at + hour - 1)).toBeUndefined();
    expect(await makeCheckpointWhenDue(db, at + hour)).toMatchObject({ seq: 1 });
    expect(await makeCheckpointWhenDue(db, at + 9 * hour)).toBeUndefined();
  });

  test("is made once when several look at the same time", async () => {
    await append(100);
    const looks = Array.from({ length: 5 }, () => makeCheckpointWhenDue(db, Date.now()));
    expect((await Promise.all(looks)).filter(Boolean)).toHaveLength(1);
  });
});
