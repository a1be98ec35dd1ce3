import "server-only";
import {
  type ChangeIntent,
  type ChangeKind,
  type CreateIntent,
  createIntentSchema,
  type Intent,
} from "@/lib/intents";
import { problemSchema } from "@/lib/problems";
import { Failure } from "@/lib/server/failure";
import { isKept } from "@/lib/server/intents/remembered";
import { snapshotOf } from "@/lib/server/intents/snapshot";
import type { IntentRow } from "@/lib/server/store/intents";
import { z } from "@/lib/zod";

/** An intent as its owner may see it. */
export function intentView(row: IntentRow): Intent {
  return row.kind === "custom_app.create" ? createView(row) : changeView(row, row.kind);
}

export function createView(row: IntentRow): CreateIntent {
  return {
    ...membersOf(row),
    kind: "custom_app.create",
    expires_at: row.expires_at,
    public_key: row.public_key,
    sealed_answer: row.state === "sealed" ? row.sealed_answer : null,
    client_id: row.client_id,
    request: createRequestOf(row),
    candidates: candidateIds(row),
    kept: isKept(row),
  };
}

function changeView(row: IntentRow, kind: ChangeKind): ChangeIntent {
  const app_id = kind === "published_app.create" ? row.name : (snapshotOf(row).app_id ?? null);
  return { ...membersOf(row), kind, app_id, gone: failureOfIntent(row)?.type === "not-found" };
}

const membersOf = (row: IntentRow) => {
  const { id, account_id, subject, name, state, created_at, updated_at, integration_id } = row;
  return { id, account_id, subject, name, state, created_at, updated_at, integration_id };
};

/** What a create asked for. */
export const createRequestOf = ({ request }: IntentRow): CreateIntent["request"] =>
  createIntentSchema.shape.request.parse(JSON.parse(request));

/**
 * The answer to a create: the intent as it is. 202 while it is being checked. Throws the Failure of an intent that
 * came to nothing, each time its key is sent.
 */
export function intentAnswer(row: IntentRow, is: "new" | "replay"): Response {
  const failure = failureOfIntent(row);
  if (failure) throw failure;
  return Response.json(intentView(row), {
    status: row.state === "unknown" ? 202 : 200,
    headers: is === "replay" ? { "Idempotency-Replayed": "true" } : {},
  });
}

const storedFailureSchema = z.object({
  type: problemSchema.shape.type,
  detail: z.string(),
  outcome: problemSchema.shape.outcome.optional(),
  retryAfter: problemSchema.shape.retryAfter,
  upstream: problemSchema.shape.upstream,
  errors: problemSchema.shape.errors.optional(),
});

/** A failure as it is kept in an intent. */
export function storedFailure({ type, detail, extra }: Failure): string {
  return JSON.stringify({ type, detail, ...extra });
}

/** Why an intent came to nothing, if it did. */
export function failureOfIntent({ state, result }: IntentRow): Failure | undefined {
  if ((state !== "rejected" && state !== "absent") || result === null) return undefined;
  const { type, detail, ...extra } = storedFailureSchema.parse(JSON.parse(result));
  return new Failure(type, detail, extra);
}

function candidateIds({ state, result }: IntentRow): string[] {
  return state === "needs_you" && result !== null ? z.array(z.string()).parse(JSON.parse(result)) : [];
}
