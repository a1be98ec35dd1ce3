import { z } from "@/lib/zod";

/**
 * An intent is one change somebody asked for, written down before Databricks is called. Its state says what is
 * known of it; `lib/server/intents/transitions.ts` says which state may follow which.
 */
export const intentStates = [
  /** Written down; Databricks has not been called. */
  "pending",
  /** Databricks is being called. From here on the outcome may be unknown. */
  "sent",
  /** Done, and there was no secret to deliver. */
  "done",
  /** Done; the secret waits, sealed to the browser that asked for it. */
  "sealed",
  /** The person has the secret. */
  "delivered",
  /** Nobody collected the secret in time; it is deleted. */
  "expired",
  /** Databricks said no. */
  "rejected",
  /** No clear answer came; it is being checked. */
  "unknown",
  /** Checked, or never sent: nothing was created. */
  "absent",
  /** Created, and its secret was lost on the way. */
  "orphan",
  /** Several connections could be the one; a person has to look. */
  "needs_you",
  /** What could not be used was deleted. */
  "repaired",
  /** What could not be used was left as it is. */
  "kept",
] as const;

export const intentStateSchema = z.enum(intentStates);
export type IntentState = z.infer<typeof intentStateSchema>;
