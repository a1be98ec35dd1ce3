import "server-only";
import type { AccountCall } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";
import { requireAdmin } from "@/lib/server/require-admin";
import { failingSince } from "@/lib/server/retries/gate";

/**
 * Tries Databricks with one cheap read, which the circuit breaker holds back while it is open and lets through once in
 * five seconds: so whoever waits for the end of an outage is who notices it. Any answer counts, also a refusal. Times
 * are milliseconds since the epoch. Throws Failure `unauthenticated`.
 */
export async function upstreamState(
  call: Pick<AccountCall<unknown>, "account" | "upstream">,
): Promise<{ unreachable_since: number | null }> {
  try {
    await requireAdmin(call);
  } catch (error) {
    if (!(error instanceof Failure) || error.type === "unauthenticated") throw error;
    // A token that cannot be renewed because Databricks does not answer keeps everybody out just the same.
    if (error.type === "upstream-unreachable" || error.type === "sign-in-unavailable")
      return { unreachable_since: failingSince(call.account.host) ?? Date.now() };
  }
  return { unreachable_since: null };
}
