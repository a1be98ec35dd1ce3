import "server-only";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { env } from "@/lib/server/env";
import { isCandidate, type Wanted } from "@/lib/server/intents/candidates";
import { intentView } from "@/lib/server/intents/intent-answer";
import { settle } from "@/lib/server/intents/settle";
import { database } from "@/lib/server/store/database";
import { type IntentRow, integrationsOfOthers, noteLook } from "@/lib/server/store/intents";
import { z } from "@/lib/zod";

/** Milliseconds after the outcome became unknown at which the list is looked through. */
export const lookTimes = [0, 1, 2, 4, 8, 15, 30, 60, 300, 1_800].map((seconds) => seconds * 1000);
/** After this many looks that found nothing it counts as absent; the rest look out for lists that lag. */
export const looksUntilAbsent = 8;
/** Milliseconds a sealed answer waits for its browser. */
export const sealedFor = () => env().secretLifetime;

/**
 * Looks through the list for what may have come of an intent whose outcome is unknown, and moves it on by what is
 * there. Returns it as it is then, or undefined when somebody else has moved it meanwhile.
 */
export async function look(
  row: IntentRow,
  listed: readonly CustomAppIntegration[],
  now: number,
): Promise<IntentRow | undefined> {
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

/** What a connection has to be like to have come of this intent. */
export async function wantedBy(row: IntentRow): Promise<Wanted> {
  const before = z.array(z.string()).parse(JSON.parse(row.snapshot ?? "[]"));
  return {
    request: intentView(row).request,
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
  const noted = await noteLook(await database(), row, look_at);
  return noted ? { ...row, looks, look_at, version: row.version + 1 } : undefined;
}
