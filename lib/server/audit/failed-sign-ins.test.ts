import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { recordFailedSignIn } from "@/lib/server/audit/failed-sign-ins";
import { database } from "@/lib/server/store/database";
import { configureForTest } from "@/lib/server/testing/environment";

configureForTest();
afterAll(async () => (await database()).destroy());

const recorded = async () => {
  const db = await database();
  return db.selectFrom("audit_records").select(["event", "record"]).orderBy("seq").execute();
};

test("failed sign-ins are recorded, ten a minute at most", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 60_000 * 1_000 });
  onTestFinished(() => void vi.useRealTimers());
  await Promise.all(Array.from({ length: 30 }, () => recordFailedSignIn("OAUTH_CALLBACK_ERROR")));
  const rows = await recorded();
  expect(rows.map(({ event }) => event)).toEqual(Array(10).fill("auth.login.fail"));
  expect(JSON.parse(rows[0]?.record ?? "")).toMatchObject({ upstream: { code: "OAUTH_CALLBACK_ERROR" } });
  vi.setSystemTime(60_000 * 1_001);
  await recordFailedSignIn("OAUTH_CALLBACK_ERROR");
  expect(await recorded()).toHaveLength(11);
});
