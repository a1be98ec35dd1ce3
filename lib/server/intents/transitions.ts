import "server-only";
import type { IntentState } from "@/lib/intents";

/**
 * Every way an intent can go. Nothing else happens to one: `moveIntent` refuses what is not here, and each move is
 * a compare-and-set, so that of several who try one wins.
 */
export const transitions = {
  pending: ["sent", "absent"],
  sent: ["done", "sealed", "rejected", "unknown", "absent"],
  // Whoever holds the answer after all, such as a console that was taken for gone, may still say so.
  unknown: ["done", "sealed", "rejected", "absent", "orphan", "needs_you"],
  // What was called absent can turn up: lists lag by minutes, and Databricks may carry out late what it was asked.
  absent: ["done", "sealed", "orphan", "needs_you"],
  sealed: ["delivered", "expired", "repaired"],
  expired: ["repaired", "kept"],
  // The answer, with the secret, may come to a console that was taken for gone while another has looked. Where a store
  // failed, the person may have the secret of which no console knows any more.
  orphan: ["sealed", "delivered", "repaired", "kept"],
  needs_you: ["done", "sealed", "repaired", "kept"],
  done: [],
  delivered: [],
  rejected: [],
  repaired: [],
  kept: [],
} as const satisfies Record<IntentState, readonly IntentState[]>;

export function mayMove(from: IntentState, to: IntentState): boolean {
  const next: readonly IntentState[] = transitions[from];
  return next.includes(to);
}

/** What a request with a known idempotency key is told. */
export type KeyVerdict = "replay" | "in-flight" | "other-request";

/** The same key and request gets the same outcome, or is asked to wait for it; another request needs its own key. */
export function judgeKey(
  known: { state: IntentState; fingerprint: string },
  fingerprint: string,
): KeyVerdict {
  if (known.fingerprint !== fingerprint) return "other-request";
  return known.state === "pending" || known.state === "sent" ? "in-flight" : "replay";
}
