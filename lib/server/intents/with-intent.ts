import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { AccountCall } from "@/lib/server/account-route";
import type { AuditEntry } from "@/lib/server/audit/audit-record";
import type { UpstreamCall } from "@/lib/server/call-as-person";
import { Failure } from "@/lib/server/failure";
import { type Asked, auditContextOf, beginIntent, type IntentCall } from "@/lib/server/intents/begin-intent";
import { failureOfIntent, storedFailure } from "@/lib/server/intents/intent-answer";
import { type AuditContext, settle } from "@/lib/server/intents/settle";
import { settleFailed } from "@/lib/server/intents/settle-failed";
import { settleSurely } from "@/lib/server/intents/settle-surely";
import { backOff } from "@/lib/server/retries/back-off";
import { afterReadBack, type CallKind, nextStep, type ReadBack } from "@/lib/server/retries/next-step";
import { seenIn } from "@/lib/server/retries/seen";
import type { IntentRow } from "@/lib/server/store/intents";

/** What a change needs of the call of an account route. */
export type ChangeCall = IntentCall & Pick<AccountCall<unknown>, "upstream">;

type Change = Omit<Asked, "secret"> & {
  /** How it may be sent again. */
  repeats: Exclude<CallKind, "read" | "secret-create">;
};

/** Sends the change; what it changes is recorded with the outcome. */
export type SendChange = (
  request: UpstreamCall,
  recorded?: Pick<AuditEntry, "diff" | "target">,
) => Promise<AccountAnswer | undefined>;

type Work = {
  /**
   * Does the change, by way of `send`, and answers it. What it throws before it sends means that nothing was done;
   * what it throws afterwards changes nothing about that it was.
   */
  work: (send: SendChange) => Promise<Response>;
  /** What is there, compared with what was wanted; asked when the outcome is unclear. */
  readBack: () => Promise<ReadBack>;
  /** The answer to who asks with the same key once it is done. */
  again: () => Promise<Response>;
};

/**
 * Makes one change that yields no secret: written down and recorded before it is sent, sent again only where
 * `retryTable` lets it, read back when its outcome is unclear. `send` resolves with the answer, or with undefined when
 * reading back has shown that it is done. Throws those of `beginIntent`, what Databricks refused with, and
 * `outcome-unknown` when even reading back did not tell.
 */
export async function withIntent(
  call: ChangeCall,
  change: Change,
  { work, readBack, again }: Work,
): Promise<Response> {
  const { is, intent } = await beginIntent(call, change);
  const context = auditContextOf(call);
  if (is === "replay") {
    if (intent.state === "done") return again();
    throw failureOfIntent(intent) ?? unknown();
  }
  let latest = intent;
  try {
    return await work(async (request, recorded) => {
      const begun = await settle(latest, "sent", { sent_at: Date.now() }, context);
      if (!begun)
        throw new Failure("conflict", "It took too long to begin, and was given up. Nothing was sent.");
      latest = begun;
      const { answer, failure } = await sendByTable(call, change, request, readBack);
      const outcome = { ...context, ...recorded };
      latest = failure
        ? await settleAs(latest, failure, outcome)
        : await settleSurely(latest, "done", {}, outcome);
      if (failure) throw failure;
      return answer;
    });
  } catch (error) {
    if (latest.state === "pending" && error instanceof Failure)
      await settleSurely(latest, "absent", { result: storedFailure(error) }, context);
    throw error;
  }
}

const unknown = () =>
  new Failure("outcome-unknown", "The change may or may not have been made.", { outcome: "unknown" });

async function settleAs(sent: IntentRow, failure: Failure, context: AuditContext): Promise<IntentRow> {
  return (await settleFailed(sent, failure, context)) ?? settleSurely(sent, "unknown", {}, context);
}

type Sent = { answer?: AccountAnswer; failure?: Failure };

async function sendByTable(
  { upstream }: ChangeCall,
  { repeats }: Change,
  request: UpstreamCall,
  readBack: Work["readBack"],
): Promise<Sent> {
  let waited = 0;
  let resent = false;
  for (let attempts = 1; ; attempts++) {
    const { answer, failure } = await attempt(upstream, request);
    if (!failure) return answer ? { answer } : {};
    const asked = (failure.extra.retryAfter ?? 0) * 1000;
    const wait = backOff(attempts, { asked, random: Math.random() });
    switch (nextStep({ kind: repeats, seen: seenIn(failure), attempts, waited, wait })) {
      case "again":
        await sleep(wait);
        waited += wait;
        continue;
      case "refresh-and-again":
        // `upstream` has renewed the token.
        continue;
      case "done":
        return {};
      case "read-back": {
        const meaning = await meaningOf(repeats, readBack);
        if (meaning === "done") return {};
        if (meaning === "resend" && !resent) {
          resent = true;
          continue;
        }
        return { failure: failureBy(repeats, meaning, failure) };
      }
      default:
        return { failure };
    }
  }
}

async function attempt(upstream: ChangeCall["upstream"], request: UpstreamCall): Promise<Sent> {
  try {
    return { answer: await upstream(request) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}

type Meaning = ReturnType<typeof afterReadBack> | "unreadable";

async function meaningOf(repeats: Change["repeats"], readBack: Work["readBack"]): Promise<Meaning> {
  try {
    return afterReadBack(repeats, await readBack());
  } catch (error) {
    if (error instanceof Failure) return "unreadable";
    throw error;
  }
}

function failureBy(repeats: Change["repeats"], meaning: Meaning, failure: Failure): Failure {
  if (meaning === "gone") return new Failure("not-found", "It was deleted meanwhile. Nothing was changed.");
  if (meaning !== "conflict") return failure;
  if (repeats === "update") return new Failure("changed-meanwhile", "Nothing of yours was changed.");
  return new Failure("conflict", "It is there already, but not as you asked. Nothing was changed.");
}
