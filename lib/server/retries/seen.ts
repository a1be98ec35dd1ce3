import "server-only";
import type { ProblemType } from "@/lib/problems";
import type { Failure } from "@/lib/server/failure";
import type { Seen } from "@/lib/server/retries/next-step";

/** The failures of a call that say for certain that nothing came of it. */
const certain: Partial<Record<ProblemType, Seen>> = {
  "upstream-unreachable": "not-sent",
  // The store would not say with which token.
  "store-unavailable": "not-sent",
  "upstream-unauthenticated": "unauthenticated",
  "rate-limited": "rate-limited",
  invalid: "refused",
  forbidden: "refused",
  "not-account-admin": "refused",
  "not-found": "missing",
  conflict: "conflict",
  "changed-meanwhile": "refused",
  // There was no token to send it with.
  unauthenticated: "refused",
  "sign-in-unavailable": "refused",
};

/** What was seen of a call, by the failure that `failureOfAnswer` or `failureOfNoAnswer` made of it. */
export const seenIn = ({ type }: Failure): Seen => certain[type] ?? "unclear";
