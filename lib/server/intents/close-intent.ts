import "server-only";
import { Failure } from "@/lib/server/failure";
import { auditContextOf, type IntentCall } from "@/lib/server/intents/begin-intent";
import { settleLatest } from "@/lib/server/intents/settle";
import { mayMove } from "@/lib/server/intents/transitions";
import type { IntentRow } from "@/lib/server/store/intents";

/**
 * The person has the secret: what is sealed is deleted, and nobody can open it again. Saying so twice is as good as
 * once. What was sealed may be gone already, with a console that ended before its store took it. Throws Failure `conflict` when no secret waits.
 */
export async function acknowledgeSecret(call: IntentCall, row: IntentRow): Promise<IntentRow> {
  if (row.state === "delivered") return row;
  const otherwise =
    row.state === "sent" || row.state === "unknown"
      ? "What came of the creation is still being checked. Try again in a minute."
      : "No secret waits here any more.";
  return close(call, row, "delivered", otherwise);
}

/** The person leaves the connection as it is, without its secret. Throws Failure `conflict` as above. */
export async function keepAsItIs(call: IntentCall, row: IntentRow): Promise<IntentRow> {
  if (row.state === "kept") return row;
  return close(call, row, "kept", "There is nothing left to decide.");
}

async function close(
  call: IntentCall,
  row: IntentRow,
  to: "delivered" | "kept",
  otherwise: string,
): Promise<IntentRow> {
  const closed = mayMove(row.state, to)
    ? await settleLatest(row, to, { sealed_answer: null }, auditContextOf(call))
    : row;
  if (closed.state === to) return closed;
  throw new Failure("conflict", `${otherwise} Nothing was changed.`);
}
