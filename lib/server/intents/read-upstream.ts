import "server-only";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { UpstreamCall } from "@/lib/server/call-as-person";
import { Failure } from "@/lib/server/failure";

/** Calls the account API in somebody's name. Resolves with a JSON 2xx only; throws Failure otherwise. */
export type Read = (call: UpstreamCall) => Promise<AccountAnswer>;

/** Reads what is at an upstream path, or undefined when Databricks says that there is nothing. Throws Failure. */
export async function readUpstream(
  { upstream }: { upstream: Read },
  path: string,
): Promise<AccountAnswer | undefined> {
  try {
    return await upstream({ method: "GET", path });
  } catch (error) {
    if (error instanceof Failure && error.type === "not-found") return undefined;
    throw error;
  }
}
