import "server-only";

/** How a call can be repeated: by what it changes, not by its method. */
export type CallKind =
  | "read"
  /** Its answer holds a secret that is told once, and a second call would make a second one. */
  | "secret-create"
  /** A create under an id or key that is its own: `app_id`, `policy_id`. */
  | "keyed-create"
  | "update"
  | "delete";

/** What was seen of a call. */
export type Seen =
  /** Not one byte was handed over: no name, no connection, no TLS. */
  | "not-sent"
  | "unauthenticated"
  | "rate-limited"
  /** Databricks said no in words of its own; 404 and 409 stand apart because some calls read them as done. */
  | "refused"
  | "missing"
  | "conflict"
  /** Anything from which the outcome does not follow: reset, time-out, truncated, 5xx, HTML, unknown 2xx or 3xx. */
  | "unclear";

/** What to do about it. */
export type Step =
  /** Send it again after a back-off, or after the wait that Databricks asked for. */
  | "again"
  | "refresh-and-again"
  /** Look first whether it was created; send it again if not. */
  | "look-then-again"
  | "refresh-look-and-again"
  /** Read the thing itself back and compare: see `afterReadBack`. */
  | "read-back"
  /** Never again by itself: list until it is clear what became of it. */
  | "reconcile"
  /** Definite: tell the person. */
  | "stop";

type Rule = { step: Step /** How many calls there may be in all. */; attempts: number };

const again = (step: Step, attempts: number): Rule => ({ step, attempts });
const stop: Rule = { step: "stop", attempts: 1 };
const definite = { refused: stop, missing: stop, conflict: stop };

/** What may be sent again without asking anybody. After the last attempt, what is unclear stays unclear. */
export const retryTable: Record<CallKind, Record<Seen, Rule>> = {
  read: {
    "not-sent": again("again", 3),
    unauthenticated: again("refresh-and-again", 2),
    "rate-limited": again("again", 3),
    ...definite,
    unclear: again("again", 3),
  },
  "secret-create": {
    "not-sent": again("again", 3),
    unauthenticated: again("refresh-look-and-again", 2),
    "rate-limited": again("look-then-again", 2),
    ...definite,
    unclear: { step: "reconcile", attempts: Number.POSITIVE_INFINITY },
  },
  "keyed-create": {
    "not-sent": again("again", 3),
    unauthenticated: again("refresh-and-again", 2),
    "rate-limited": again("again", 3),
    ...definite,
    conflict: { step: "read-back", attempts: Number.POSITIVE_INFINITY },
    unclear: { step: "read-back", attempts: Number.POSITIVE_INFINITY },
  },
  update: {
    "not-sent": again("again", 3),
    unauthenticated: again("refresh-and-again", 2),
    "rate-limited": again("again", 3),
    ...definite,
    unclear: { step: "read-back", attempts: Number.POSITIVE_INFINITY },
  },
  delete: {
    "not-sent": again("again", 3),
    unauthenticated: again("refresh-and-again", 2),
    "rate-limited": again("again", 3),
    ...definite,
    missing: { step: "read-back", attempts: Number.POSITIVE_INFINITY },
    unclear: { step: "read-back", attempts: Number.POSITIVE_INFINITY },
  },
};

/** Milliseconds one action may spend waiting in all. */
export const longestWaiting = 30_000;

export type Attempt = {
  kind: CallKind;
  seen: Seen;
  /** Calls made so far, this one included. */
  attempts: number;
  /** Milliseconds waited so far in this action. */
  waited: number;
  /** Milliseconds to wait before the next call: a back-off, or what Databricks asked for. */
  wait: number;
};

/** What to do after a call that did not plainly succeed. A step that waits is not taken beyond the budgets. */
export function nextStep({ kind, seen, attempts, waited, wait }: Attempt): Step {
  const rule = retryTable[kind][seen];
  if (attempts >= rule.attempts) return "stop";
  const waits = rule.step === "again" || rule.step === "look-then-again";
  return waits && waited + wait > longestWaiting ? "stop" : rule.step;
}

/** What is there when a change whose outcome is unclear is read back. */
export type ReadBack = "as-wanted" | "as-before" | "different" | "absent";

/** What a reading back means. `resend` is taken once; if it is unclear again, the outcome stays unknown. */
export function afterReadBack(
  kind: Extract<CallKind, "keyed-create" | "update" | "delete">,
  found: ReadBack,
): "done" | "resend" | "conflict" | "gone" {
  switch (kind) {
    case "keyed-create":
      if (found === "as-wanted") return "done";
      return found === "absent" ? "resend" : "conflict";
    case "update":
      if (found === "as-wanted") return "done";
      if (found === "as-before") return "resend";
      return found === "absent" ? "gone" : "conflict";
    case "delete":
      return found === "absent" ? "done" : "resend";
  }
}
