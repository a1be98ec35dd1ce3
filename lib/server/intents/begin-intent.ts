import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { acknowledgedCodes } from "@/lib/acknowledgement";
import { type IntentKind, idempotencyHeader, sealKeyHeader } from "@/lib/intents";
import type { AccountCall } from "@/lib/server/account-route";
import { appendAudit } from "@/lib/server/audit/append";
import type { AuditEntry } from "@/lib/server/audit/audit-record";
import { canonicalJson } from "@/lib/server/audit/canonical-json";
import { lockHead } from "@/lib/server/audit/head";
import { Failure } from "@/lib/server/failure";
import { latest } from "@/lib/server/intents/remembered";
import { isSealKey } from "@/lib/server/intents/seal-answer";
import { type AuditContext, auditEntryOf } from "@/lib/server/intents/settle";
import { writtenSnapshot } from "@/lib/server/intents/snapshot";
import { judgeKey } from "@/lib/server/intents/transitions";
import { isStopping } from "@/lib/server/stopping";
import { hasOpenChange } from "@/lib/server/store/changes-of-things";
import { type Database, database } from "@/lib/server/store/database";
import {
  findIntent,
  findIntentByKey,
  hasOpenNamesake,
  type IntentRow,
  insertIntent,
} from "@/lib/server/store/intents";
import { makeUp } from "@/lib/server/store/postponed";
import { inTransaction } from "@/lib/server/store/transaction";
import { thisConsole } from "@/lib/server/this-console";

export type IntentCall = Pick<AccountCall<unknown>, "request" | "requestId" | "account" | "session">;

/** What somebody asks for. */
export type Asked = {
  kind: IntentKind;
  /** What it is called, where that is known. */
  name?: string;
  /** What it concerns, where that exists already. */
  integration_id?: string;
  /** Of a published app that is switched off. */
  app_id?: string;
  body: unknown;
  /** Whether the answer holds a secret. */
  secret?: boolean;
  /** What it is going to change, for the record made before. */
  diff?: AuditEntry["diff"];
};

/** A new intent, or the one this key has had before. */
export type Begun = { is: "new" | "replay"; intent: IntentRow };

/**
 * Writes down what is about to be done, with its audit record, before anything is. Throws StoreFailure when that is not
 * possible, Failure `invalid` for missing headers, `in-flight` and `key-reused` by the rules of `judgeKey`, `stopping`
 * for what is new when this console is about to end, and `conflict` while another creation under the same name is open,
 * or another change of the same thing is under way or being checked: which of the two came of a lost answer could not be
 * told, and one that lands late would undo the other.
 */
export async function beginIntent(call: IntentCall, asked: Asked): Promise<Begun> {
  const { account, session } = call;
  const key = readKey(call.request.headers);
  const public_key = asked.secret ? readSealKey(call.request.headers) : null;
  const request = canonical(asked.body);
  const now = Date.now();
  const intent: IntentRow = {
    id: randomUUID(),
    account_id: account.account_id,
    subject: session.subject,
    person: session.email,
    key_hash: sha256(key),
    kind: asked.kind,
    name: asked.name ?? "",
    fingerprint: sha256([asked.kind, asked.integration_id ?? "", request, public_key ?? ""].join("\n")),
    state: "pending",
    version: 1,
    public_key,
    request,
    snapshot: asked.app_id === undefined ? null : writtenSnapshot({ app_id: asked.app_id }),
    sealed_answer: null,
    integration_id: asked.integration_id ?? null,
    client_id: null,
    result: null,
    looks: 0,
    look_at: null,
    created_at: now,
    sent_at: null,
    updated_at: now,
    expires_at: null,
    console: thisConsole(),
    seen_at: null,
  };
  const known = await findIntentByKey(await database(), intent);
  if (known) return replayOf(latest(known), intent);
  if (isStopping()) throw new Failure("stopping", "Nothing was changed.", { retryAfter: 2 });
  // What the store could not be told before stands in the way of what comes now.
  await makeUp();
  if (await writeDown(intent, { ...auditContextOf(call), ...(asked.diff ? { diff: asked.diff } : {}) }))
    return { is: "new", intent };
  const winner = await findIntentByKey(await database(), intent);
  if (winner) return replayOf(winner, intent);
  throw new Failure(
    "conflict",
    `Another change of ${asked.name ?? "it"} is under way or still being checked. Nothing was changed.`,
  );
}

/** What the audit log is told of the request behind a change. */
export function auditContextOf({ request, requestId, session }: IntentCall): AuditContext {
  const ack = [...acknowledgedCodes(request.headers)];
  return {
    ...(ack.length > 0 ? { ack } : {}),
    actor: { sub: session.subject, email: session.email, name: session.name },
    session: session.token_hash.slice(0, 16),
    request: { id: requestId, method: request.method, path: request.nextUrl.pathname },
  };
}

/** Milliseconds for which a change keeps others from the same thing: a call, or a minute of looking, and some. */
const exclusiveFor = 75_000;

/** Deletions wait for nobody: whoever takes access away must be able to at once. */
async function isInTheWay(db: Database, intent: IntentRow): Promise<boolean> {
  if (intent.kind === "custom_app.create") return hasOpenNamesake(db, intent);
  const updates = intent.kind === "custom_app.update" || intent.kind === "published_app.update";
  return updates && hasOpenChange(db, intent, intent.created_at - exclusiveFor);
}

/** False when the key is taken, or something is in the way. */
async function writeDown(intent: IntentRow, context: AuditContext): Promise<boolean> {
  return inTransaction(await database(), async (transaction, again) => {
    // Of several who find nothing in the way at the same time, on PostgreSQL, each would come to be in it.
    await lockHead(transaction);
    // A try of which no answer came may have written it down.
    if (again && (await findIntent(transaction, intent))) return true;
    if (await isInTheWay(transaction, intent)) return false;
    if (!(await insertIntent(transaction, intent))) return false;
    await appendAudit(transaction, { ...auditEntryOf(intent, context), event: `${intent.kind}.intent` });
    return true;
  });
}

function replayOf(known: IntentRow, { fingerprint }: IntentRow): Begun {
  const verdict = judgeKey(known, fingerprint);
  if (verdict === "other-request") throw new Failure("key-reused", "Nothing was changed.");
  if (verdict === "in-flight")
    throw new Failure("in-flight", "Its outcome is not known yet.", { retryAfter: 1, outcome: "unknown" });
  return { is: "replay", intent: known };
}

function readKey(headers: Headers): string {
  const key = headers.get(idempotencyHeader) ?? "";
  if (/^[\w-]{22,64}$/.test(key)) return key;
  throw refusedHeader(idempotencyHeader, "Send 128 random bits as base64url, the same for every try.");
}

function readSealKey(headers: Headers): string {
  const key = headers.get(sealKeyHeader) ?? "";
  if (isSealKey(key)) return key;
  throw refusedHeader(sealKeyHeader, "Send the raw public point of a P-256 key as base64url.");
}

function refusedHeader(field: string, message: string): Failure {
  return new Failure("invalid", `The header ${field} is missing or malformed. Nothing was changed.`, {
    errors: [{ field, message }],
  });
}

function canonical(body: unknown): string {
  try {
    return canonicalJson(body);
  } catch {
    throw new Failure("invalid", "A text in it is not Unicode. Nothing was changed.");
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
