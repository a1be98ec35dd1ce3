import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeKind } from "@/lib/intents";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { AccountCall } from "@/lib/server/account-route";
import type { UpstreamCall } from "@/lib/server/call-as-person";
import { Failure } from "@/lib/server/failure";
import { type Asked, auditContextOf, beginIntent, type IntentCall } from "@/lib/server/intents/begin-intent";
import { failureOfIntent, storedFailure } from "@/lib/server/intents/intent-answer";
import { deletedMeanwhile } from "@/lib/server/intents/look";
import { type ChangeRow, readBack, repeatsOf } from "@/lib/server/intents/read-back";
import type { Read } from "@/lib/server/intents/read-upstream";
import { type AuditContext, settle } from "@/lib/server/intents/settle";
import { settleSurely } from "@/lib/server/intents/settle-surely";
import { type Snapshot, writtenSnapshot } from "@/lib/server/intents/snapshot";
import { watch } from "@/lib/server/intents/watch";
import { backOff } from "@/lib/server/retries/back-off";
import { afterReadBack, type CallKind, nextStep, type Seen } from "@/lib/server/retries/next-step";
import { seenIn } from "@/lib/server/retries/seen";
import type { IntentRow } from "@/lib/server/store/intents";

/** What a change needs of the call of an account route. */
export type ChangeCall = IntentCall & Pick<AccountCall<unknown>, "upstream">;

type Change = Omit<Asked, "secret"> & { kind: ChangeKind };

/** Sends the change. `snapshot` is what has to be known of the thing to find out later whether it went through. */
export type SendChange = (request: UpstreamCall, snapshot?: Snapshot) => Promise<AccountAnswer | undefined>;

type Work = {
  /**
   * Does the change, by way of `send`, and answers it. What it throws before it sends means that nothing was done;
   * what it throws afterwards changes nothing about that it was.
   */
  work: (send: SendChange) => Promise<Response>;
  /** The answer to who asks with the same key once it is done. */
  again: () => Promise<Response>;
};

/**
 * Makes one change that yields no secret: written down and recorded before it is sent, sent again only where
 * `retryTable` lets it, read back when its outcome is unclear, and looked for later when even that did not tell. `send`
 * resolves with the answer, or with undefined when reading back has shown that it is done. Throws those of
 * `beginIntent`, what Databricks refused with, and a Failure with outcome `unknown` and the id of the intent to follow.
 */
export async function withIntent(call: ChangeCall, change: Change, { work, again }: Work): Promise<Response> {
  const { is, intent } = await beginIntent(call, change);
  const context = auditContextOf(call);
  if (is === "replay") {
    if (intent.state === "done") return again();
    throw failureOfIntent(intent) ?? failureOfState(intent);
  }
  let latest: IntentRow = intent;
  try {
    return await work(async (request, snapshot) => {
      latest = await noteSent(latest, snapshot, context);
      const sent = { ...latest, kind: change.kind };
      const { answer, failure, unclear } = await sendByTable(call.upstream, sent, request);
      if (!failure) latest = await settleSurely(latest, "done", {}, context);
      else if (unclear) latest = await checkLater(latest, context);
      else latest = await settleRefused(latest, failure, context);
      if (!failure || latest.state === "done") return answer;
      if (!unclear) throw failure;
      const { type, detail, extra } = failure;
      throw new Failure(type, detail, { ...extra, outcome: "unknown", intent: latest.id });
    });
  } catch (error) {
    if (latest.state === "pending" && error instanceof Failure)
      await settleSurely(latest, "absent", { result: storedFailure(error) }, context);
    throw error;
  }
}

/** What somebody is told who asks again about a change that is not done. */
function failureOfState({ state, id }: IntentRow): Failure {
  if (state === "absent" || state === "rejected")
    return new Failure("not-made", "Databricks does not hold the change.");
  return new Failure("outcome-unknown", "The change may or may not have been made.", {
    outcome: "unknown",
    intent: id,
  });
}

/** From the moment this has returned, the outcome may be unknown. */
async function noteSent(
  pending: IntentRow,
  snapshot: Snapshot | undefined,
  context: AuditContext,
): Promise<IntentRow> {
  const sent = await settle(
    pending,
    "sent",
    {
      sent_at: Date.now(),
      ...(snapshot && { snapshot: writtenSnapshot(snapshot), name: snapshot.before?.name ?? pending.name }),
    },
    context,
  );
  if (sent) return sent;
  throw new Failure("conflict", "It took too long to begin, and was given up. Nothing was sent.");
}

async function settleRefused(sent: IntentRow, failure: Failure, context: AuditContext): Promise<IntentRow> {
  const to = seenIn(failure) === "not-sent" ? "absent" : "rejected";
  return settleSurely(sent, to, { result: storedFailure(failure) }, context);
}

async function checkLater(sent: IntentRow, context: AuditContext): Promise<IntentRow> {
  const row = await settleSurely(sent, "unknown", { looks: 0, look_at: Date.now() }, context);
  watch(row);
  return row;
}

/** `unclear`: it may have been made all the same. */
type Sent = { answer?: AccountAnswer; failure?: Failure; unclear?: boolean };

async function sendByTable(upstream: Read, row: ChangeRow, request: UpstreamCall): Promise<Sent> {
  const kind = repeatsOf(row);
  let waited = 0;
  let resent = false;
  for (let attempts = 1; ; attempts++) {
    const { answer, failure } = await attempt(upstream, request);
    if (!failure) return answer ? { answer } : {};
    const seen = seenIn(failure);
    const asked = (failure.extra.retryAfter ?? 0) * 1000;
    const wait = backOff(attempts, { asked, random: Math.random() });
    const step = nextStep({ kind, seen, attempts, waited, wait });
    if (step === "again") {
      await sleep(wait);
      waited += wait;
    } else if (step === "refresh-and-again") {
      // `upstream` has renewed the token.
    } else if (step === "read-back") {
      const meaning = await meaningOf(row, upstream);
      if (meaning === "done") return {};
      if (meaning !== "resend" || resent) return told(kind, seen, meaning, failure);
      resent = true;
    } else {
      if (seen !== "rate-limited") return { failure };
      // Whether a 429 always comes before the work is not documented.
      const meaning = await meaningOf(row, upstream);
      if (meaning === "done") return {};
      return told(kind, seen, meaning, failure);
    }
  }
}

async function attempt(upstream: Read, request: UpstreamCall): Promise<Sent> {
  try {
    return { answer: await upstream(request) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}

type Meaning = ReturnType<typeof afterReadBack> | "unreadable";

async function meaningOf(row: ChangeRow, upstream: Read): Promise<Meaning> {
  try {
    return afterReadBack(repeatsOf(row), await readBack(row, upstream));
  } catch (error) {
    if (error instanceof Failure) return "unreadable";
    throw error;
  }
}

/** What reading back means for the person who asked, when it is not that it is done. */
function told(kind: CallKind, seen: Seen, meaning: Meaning, failure: Failure): Sent {
  if (meaning === "gone") return { failure: deletedMeanwhile() };
  if (meaning === "conflict" && kind === "update")
    return {
      failure: new Failure("changed-meanwhile", "It is neither as before nor as you saved it."),
      unclear: true,
    };
  if (meaning === "conflict")
    return {
      failure: new Failure("conflict", "It is there already, but not as you asked."),
      unclear: seen !== "conflict",
    };
  if (seen === "missing")
    return {
      failure: new Failure("outcome-unknown", "Databricks says that it does not exist, and still shows it."),
      unclear: true,
    };
  if (seen === "rate-limited" && meaning === "resend")
    return { failure: new Failure(failure.type, failure.detail, { ...failure.extra, outcome: "none" }) };
  return { failure, unclear: true };
}
