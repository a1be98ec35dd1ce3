import "server-only";
import { env } from "@/lib/server/env";
import { forgetOwnDelete } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
import { isCandidate, type Wanted } from "@/lib/server/intents/candidates";
import { createRequestOf, storedFailure } from "@/lib/server/intents/intent-answer";
import { listConnections } from "@/lib/server/intents/list-connections";
import { type ChangeRow, isChangeRow, readBack, repeatsOf } from "@/lib/server/intents/read-back";
import type { Read } from "@/lib/server/intents/read-upstream";
import { settle } from "@/lib/server/intents/settle";
import { afterReadBack } from "@/lib/server/retries/next-step";
import { changedAfter, unknownChanges } from "@/lib/server/store/changes-of-things";
import { database } from "@/lib/server/store/database";
import { type IntentRow, integrationsOfOthers, noteLook } from "@/lib/server/store/intents";
import { z } from "@/lib/zod";

/** Milliseconds after the outcome became unknown at which it is looked for. */
export const lookTimes = [0, 1, 2, 4, 8, 15, 30, 60, 300, 1_800].map((seconds) => seconds * 1000);
/** After this many looks that found nothing it counts as absent; the rest look out for what comes late. */
export const looksUntilAbsent = 8;
/** Milliseconds a sealed answer waits for its browser. */
export const sealedFor = () => env().secretLifetime;

/**
 * Looks at Databricks for what came of an intent whose outcome is unknown, and moves it on by what is there. Returns it
 * as it is then, or undefined when somebody else has moved it meanwhile. Throws Failure when nothing can be read.
 */
export async function look(row: IntentRow, read: Read, now: number): Promise<IntentRow | undefined> {
  return isChangeRow(row) ? lookAtThing(row, read, now) : lookInList(row, read, now);
}

/** What was created shows in the list. */
async function lookInList(row: IntentRow, read: Read, now: number): Promise<IntentRow | undefined> {
  const listed = await listConnections(row.account_id, read);
  const wanted = await wantedBy(row);
  const [first, ...more] = listed.filter((app) => isCandidate(app, wanted, now));
  if (!first) return foundNothing(row, now);
  if (more.length > 0) {
    const ids = [first, ...more].map(({ integration_id }) => integration_id);
    return settle(row, "needs_you", { now, look_at: null, result: JSON.stringify(ids) });
  }
  const { integration_id, client_id } = first;
  const found = { now, look_at: null, result: null, integration_id, client_id };
  // The bytes that arrived held the secret but not the ids.
  if (row.sealed_answer !== null) return settle(row, "sealed", { ...found, expires_at: now + sealedFor() });
  return settle(row, wanted.request.confidential ? "orphan" : "done", found);
}

/**
 * Before a thing is changed anew: settles what is still unknown of it by what is there now. Who would have looked for it
 * was not there to. Throws Failure when nothing can be read.
 */
export async function concludeEarlier(thing: Pick<IntentRow, "account_id" | "integration_id">, read: Read) {
  for (const row of await unknownChanges(await database(), thing))
    await look({ ...row, looks: Math.max(row.looks, looksUntilAbsent - 1) }, read, Date.now());
}

/** What a change came to shows in the thing itself. */
async function lookAtThing(row: ChangeRow, read: Read, now: number): Promise<IntentRow | undefined> {
  // Whatever shows now may have come of the later one.
  if (row.state === "absent" && (await changedAfter(await database(), row))) return lookNoMore(row);
  const found = { now, looks: row.looks + 1, look_at: null };
  switch (afterReadBack(repeatsOf(row), await readBack(row, read))) {
    case "done": {
      const done = await settle(row, "done", { ...found, result: null });
      if (done?.kind === "custom_app.delete") await forgetOwnDelete(row.account_id, row.integration_id ?? "");
      return done;
    }
    case "resend":
      return foundNothing(row, now);
    case "gone":
      if (row.state === "absent") return lookNoMore(row);
      return settle(row, "absent", { ...found, result: storedFailure(deletedMeanwhile()) });
    case "conflict":
      // Not made within a minute, and somebody else has changed it since.
      return row.state === "absent" ? lookNoMore(row) : settle(row, "needs_you", found);
  }
}

export const deletedMeanwhile = () =>
  new Failure("not-found", "It was deleted meanwhile. Nothing was changed.");

/** What a connection has to be like to have come of this intent. */
export async function wantedBy(row: IntentRow): Promise<Wanted> {
  const before = z.array(z.string()).parse(JSON.parse(row.snapshot ?? "[]"));
  return {
    request: createRequestOf(row),
    others: new Set([...before, ...(await integrationsOfOthers(await database(), row))]),
    people: [row.person, row.subject],
    sent_at: row.sent_at ?? row.created_at,
  };
}

async function foundNothing(row: IntentRow, now: number): Promise<IntentRow | undefined> {
  const looks = row.looks + 1;
  const [last = 0, next] = [lookTimes[row.looks], lookTimes[looks]];
  const look_at = next === undefined ? null : now + next - last;
  if (row.state === "unknown" && looks >= looksUntilAbsent)
    return settle(row, "absent", { now, looks, look_at });
  return noteLooked(row, look_at);
}

const lookNoMore = (row: IntentRow) => noteLooked(row, null);

async function noteLooked(row: IntentRow, look_at: number | null): Promise<IntentRow | undefined> {
  const noted = await noteLook(await database(), row, look_at);
  return noted ? { ...row, looks: row.looks + 1, look_at, version: row.version + 1 } : undefined;
}
