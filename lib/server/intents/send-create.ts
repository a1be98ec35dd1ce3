import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { readCreatedAnswer } from "@/lib/secret-escrow/created-answer";
import { callAsPerson, type Person, type Sent, sendOnce, usableToken } from "@/lib/server/call-as-person";
import { Failure } from "@/lib/server/failure";
import { auditContextOf, type IntentCall } from "@/lib/server/intents/begin-intent";
import { isCandidate } from "@/lib/server/intents/candidates";
import { storedFailure } from "@/lib/server/intents/intent-answer";
import { listConnections } from "@/lib/server/intents/list-connections";
import { sealedFor, wantedBy } from "@/lib/server/intents/look";
import { sealAnswer } from "@/lib/server/intents/seal-answer";
import { type AuditContext, settle } from "@/lib/server/intents/settle";
import { settleFailed } from "@/lib/server/intents/settle-failed";
import { settleSurely } from "@/lib/server/intents/settle-surely";
import { watch } from "@/lib/server/intents/watch";
import { backOff } from "@/lib/server/retries/back-off";
import { nextStep } from "@/lib/server/retries/next-step";
import { seenIn } from "@/lib/server/retries/seen";
import type { Secret } from "@/lib/server/secret";
import type { IntentChanges, IntentRow } from "@/lib/server/store/intents";

/**
 * Carries out a create that is written down: notes what is there under its name, sends it, and settles the intent by
 * what came back, whether the store takes that or not. It runs to its end whether the browser waits or not. Throws
 * Failure when nothing was sent.
 */
export async function sendCreate(
  call: IntentCall,
  pending: IntentRow,
  body: CreateRequest,
): Promise<IntentRow> {
  const { account, session } = call;
  const person = { account, token_hash: session.token_hash };
  const context = auditContextOf(call);
  const { sent, token } = await noteSent(person, pending, context);
  const { failure, bytes } = await sendByTable(person, sent, body, token);
  try {
    const read = readCreatedAnswer(bytes);
    const ids = { integration_id: read.integration_id ?? null, client_id: read.client_id ?? null };
    if (sent.public_key !== null && read.client_secret !== undefined)
      return await keepSealed(sent, { ...ids, sealed_answer: sealed(bytes, sent) }, context);
    if (!failure && sent.public_key === null && read.whole)
      return await settleSurely(sent, "done", ids, context);
  } finally {
    bytes.fill(0);
  }
  const settled = failure && (await settleFailed(sent, failure, context));
  return settled ?? checkLater(sent, {}, context);
}

/** From the moment this has returned, the outcome may be unknown. */
async function noteSent(
  person: Person,
  pending: IntentRow,
  context: AuditContext,
): Promise<{ sent: IntentRow; token: Secret }> {
  try {
    const listed = await listConnections(pending.account_id, (call) => callAsPerson(person, call));
    const namesakes = listed.filter(({ name }) => name === pending.name);
    const snapshot = JSON.stringify(namesakes.map(({ integration_id }) => integration_id));
    const token = await usableToken(person);
    const sent = await settle(pending, "sent", { snapshot, sent_at: Date.now() }, context);
    if (sent) return { sent, token };
    throw new Failure("conflict", "It took too long to begin, and was given up. Nothing was sent.");
  } catch (error) {
    if (error instanceof Failure)
      await settleSurely(pending, "absent", { result: storedFailure(error) }, context);
    throw error;
  }
}

/** Sends it, and sends it again where `retryTable` lets it. */
async function sendByTable(
  person: Person,
  sent: IntentRow,
  body: CreateRequest,
  first: Secret,
): Promise<Sent> {
  const path = accountApiPaths.customAppIntegrations(sent.account_id);
  let token = first;
  let waited = 0;
  for (let attempts = 1; ; attempts++) {
    const result = await sendOnce(person.account, { method: "POST", path, body }, token);
    if (!result.failure) return result;
    const asked = (result.failure.extra.retryAfter ?? 0) * 1000;
    const wait = backOff(attempts, { asked, random: Math.random() });
    const seen = seenIn(result.failure);
    const step = nextStep({ kind: "secret-create", seen, attempts, waited, wait });
    if (step === "again" || step === "look-then-again") {
      await sleep(wait);
      waited += wait;
    } else if (step === "refresh-look-and-again") {
      const renewed = await renewedToken(person, token);
      if (!renewed) return result;
      token = renewed;
    } else return result;
    if (step !== "again" && (await mayBeThere(person, sent))) return { ...result, failure: unclear };
  }
}

/** Undefined when there is none: the call that was refused is the last then. */
async function renewedToken(person: Person, rejected: Secret): Promise<Secret | undefined> {
  try {
    return await usableToken(person, rejected);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const unclear = new Failure("outcome-unknown", "It may have been created although Databricks refused it.");

/** Whether what was refused may have been created all the same. A list that cannot be read proves nothing. */
async function mayBeThere(person: Person, sent: IntentRow): Promise<boolean> {
  try {
    const listed = await listConnections(sent.account_id, (call) => callAsPerson(person, call));
    const wanted = await wantedBy(sent);
    return listed.some((app) => isCandidate(app, wanted, Date.now()));
  } catch (error) {
    if (error instanceof Failure) return true;
    throw error;
  }
}

const sealed = (bytes: Buffer, { id, account_id, subject, kind, public_key }: IntentRow): string =>
  sealAnswer(bytes, public_key ?? "", { intent_id: id, account_id, subject, kind });

type Sealed = Pick<IntentRow, "integration_id" | "client_id"> & { sealed_answer: string };

async function keepSealed(sent: IntentRow, answer: Sealed, context: AuditContext): Promise<IntentRow> {
  // Without its ids it has to be found in the list first.
  if (answer.integration_id === null || answer.client_id === null)
    return checkLater(sent, { sealed_answer: answer.sealed_answer }, context);
  return settleSurely(sent, "sealed", { ...answer, expires_at: Date.now() + sealedFor() }, context);
}

async function checkLater(
  sent: IntentRow,
  changes: IntentChanges,
  context: AuditContext,
): Promise<IntentRow> {
  const row = await settleSurely(sent, "unknown", { ...changes, looks: 0, look_at: Date.now() }, context);
  watch(row);
  return row;
}
