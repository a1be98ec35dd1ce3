import "server-only";
import { sql } from "kysely";
import { appendAudit } from "@/lib/server/audit/append";
import { resealedSeed } from "@/lib/server/audit/audit-keys";
import { beginEpoch, lockHead } from "@/lib/server/audit/head";
import { env } from "@/lib/server/env";
import { sealedPrefix } from "@/lib/server/seal";
import type { Database } from "@/lib/server/store/database";
import { resealedTokens } from "@/lib/server/token-vault";

/** Sessions whose seal is renewed in one step. Each is one statement, so that nobody waits for many. */
const stepSize = 100;

export type Rotation = {
  /** What is sealed with the configured secret now and was not before. */
  sessions: number;
  auditKeys: number;
  /** What no configured secret opens, and which was left as it is. */
  unopened: number;
};

/**
 * Seals with the configured secret whatever in the store is sealed with one that it replaced, while the console runs.
 * From then on the log is hashed with a new key. When it has ended, the replaced secrets are needed no more.
 */
export async function rotateKey(db: Database): Promise<Rotation> {
  const ofSessions = await rotateSessions(db);
  const ofAudit = await rotateAuditKeys(db);
  return {
    sessions: ofSessions.resealed,
    auditKeys: ofAudit.resealed,
    unopened: ofSessions.unopened + ofAudit.unopened,
  };
}

type Passed = { resealed: number; unopened: number };

/** Goes over the sessions until nothing is left to do: some may have been sealed meanwhile by a console left behind. */
async function rotateSessions(db: Database): Promise<Passed> {
  let last = await passOverSessions(db);
  let { resealed } = last;
  while (last.resealed > 0) {
    last = await passOverSessions(db);
    resealed += last.resealed;
  }
  return { resealed, unopened: last.unopened };
}

async function passOverSessions(db: Database): Promise<Passed> {
  const prefix = sealedPrefix(env().secret);
  const passed = { resealed: 0, unopened: 0 };
  let after = "";
  for (;;) {
    const step = await db
      .selectFrom("sessions")
      .select(["token_hash", "tokens", "tokens_version"])
      .where(sql`substr(tokens, 1, ${prefix.length})`, "<>", prefix)
      .where("token_hash", ">", after)
      .orderBy("token_hash")
      .limit(stepSize)
      .execute();
    for (const row of step) {
      const tokens = resealedTokens(row);
      if (tokens === undefined) passed.unopened += 1;
      else if (await replaceSeal(db, row, tokens)) passed.resealed += 1;
    }
    const last = step.at(-1);
    if (!last) return passed;
    after = last.token_hash;
  }
}

/** False when the tokens were renewed or the session ended meanwhile. A running console seals with the new secret. */
async function replaceSeal(
  db: Database,
  { token_hash, tokens: before }: { token_hash: string; tokens: string },
  tokens: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("sessions")
    .set({ tokens })
    .where("token_hash", "=", token_hash)
    .where("tokens", "=", before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function rotateAuditKeys(db: Database): Promise<Passed> {
  const { secret, secrets } = env();
  return db.transaction().execute(async (transaction) => {
    const { epoch } = await lockHead(transaction);
    const rows = await transaction.selectFrom("audit_keys").select(["epoch", "sealed"]).execute();
    const stale = rows.filter(({ sealed }) => !sealed.startsWith(sealedPrefix(secret)));
    let resealed = 0;
    for (const row of stale) {
      const sealed = resealedSeed(row, secrets, secret);
      if (sealed === undefined) continue;
      await transaction.updateTable("audit_keys").set({ sealed }).where("epoch", "=", row.epoch).execute();
      resealed += 1;
    }
    // Whoever got at the old secret may have the old key of the log: it must not be good for anything new.
    if (resealed > 0) {
      await beginEpoch(transaction, epoch + 1);
      const target = { type: "audit_key", id: String(epoch + 1) };
      await appendAudit(transaction, { event: "key.rotated", outcome: "done", target });
    }
    return { resealed, unopened: stale.length - resealed };
  });
}
