import { setImmediate as tick } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { appendAudit } from "@/lib/server/audit/append";
import { verifyStore } from "@/lib/server/audit/verify-log";
import { env } from "@/lib/server/env";
import { rotateKey } from "@/lib/server/rotate-key";
import { sealedPrefix } from "@/lib/server/seal";
import { Secret } from "@/lib/server/secret";
import type { Database } from "@/lib/server/store/database";
import { deleteSession } from "@/lib/server/store/sessions";
import { testAccount } from "@/lib/server/testing/account";
import { configureForTest, useSecrets } from "@/lib/server/testing/environment";
import { runScript } from "@/lib/server/testing/run-script";
import { storeSession } from "@/lib/server/testing/session";
import { testStore } from "@/lib/server/testing/store";
import { accessToken } from "@/lib/server/token-vault";

configureForTest();
const store = testStore();
let fresh = 0;
let db: Database;

beforeEach(async () => {
  fresh += 1;
  db = await store.open(`store-${fresh}`);
  globalThis.latchkeyDatabase = Promise.resolve(db);
});

const next = new Secret("a new secret of the tests, 32 characters");
const account = testAccount("http://localhost:9");

async function tokenOf(token_hash: string): Promise<string> {
  globalThis.latchkeySessionRows = undefined;
  const result = await accessToken(account, token_hash);
  return result.status === "ok" ? result.access_token.reveal() : result.status;
}

const stored = () => db.selectFrom("sessions").selectAll().execute();

async function somebodyRenewed(): Promise<void> {
  while ((await stored()).every(({ tokens_version }) => tokens_version === 1)) await tick();
}

describe("after the secret was rotated", () => {
  test("everything opens with the new one alone, whoever renewed tokens meanwhile", async () => {
    const old = env().secret;
    for (let n = 0; n < 250; n += 1) await storeSession();
    const [gone] = await stored();
    for (let n = 0; n < 5; n += 1) await appendAudit(db, { event: "auth.logout" });

    useSecrets(next, old);
    const variables = {
      ...(await store.variables(`store-${fresh}`)),
      NEXTAUTH_SECRET: next.reveal(),
      NEXTAUTH_SECRET_PREVIOUS: old.reveal(),
    };
    const startAt = String(Date.now() + 2_500);
    const busy = [1, 2].map(() => runScript("renew-tokens.ts", [startAt, "3000"], variables));
    await somebodyRenewed();
    const [rotation] = await Promise.all([rotateKey(db), deleteSession(db, gone?.token_hash ?? "")]);
    const renewed = (await Promise.all(busy)).map(Number);

    expect(Math.min(...renewed)).toBeGreaterThan(0);
    expect(rotation).toMatchObject({ auditKeys: 1, unopened: 0 });
    useSecrets(next);
    const rows = await stored();
    expect(rows).toHaveLength(249);
    for (const { token_hash, tokens, tokens_version } of rows) {
      expect(tokens.startsWith(sealedPrefix(next))).toBe(true);
      expect(await tokenOf(token_hash)).toBe(`access-${tokens_version}`);
    }
    await appendAudit(db, { event: "auth.logout" });
    const verdict = await verifyStore(db, { secrets: [next], checkpoints: [] });
    expect(verdict).toEqual({ records: 7, soundUntil: 7, prunedUntil: 0, findings: [] });
    const last = await db.selectFrom("audit_records").select("record").orderBy("seq", "desc").execute();
    expect(last.map(({ record }) => JSON.parse(record)).slice(0, 3)).toMatchObject([
      { event: "auth.logout", epoch: 2 },
      { event: "key.rotated", outcome: "done", epoch: 2 },
      { event: "auth.logout", epoch: 1 },
    ]);
  });

  test("there is nothing left to rotate", async () => {
    await storeSession();
    await appendAudit(db, { event: "auth.logout" });
    useSecrets(next, env().secret);
    expect(await rotateKey(db)).toEqual({ sessions: 1, auditKeys: 1, unopened: 0 });
    expect(await rotateKey(db)).toEqual({ sessions: 0, auditKeys: 0, unopened: 0 });
  });

  test("what no secret opens is left as it is, and counted", async () => {
    const { token_hash } = await storeSession({}, { tokens: "v2.nobodys1.sealed" });
    const { unopened } = await rotateKey(db);
    expect(unopened).toBe(1);
    expect(await stored()).toContainEqual(
      expect.objectContaining({ token_hash, tokens: "v2.nobodys1.sealed" }),
    );
  });
});
