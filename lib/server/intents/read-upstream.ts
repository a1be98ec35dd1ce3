import "server-only";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { AccountCall } from "@/lib/server/account-route";
import { Failure } from "@/lib/server/failure";

/** Reads what is at an upstream path, or undefined when Databricks says that there is nothing. Throws Failure. */
export async function readUpstream(
  { upstream }: Pick<AccountCall<unknown>, "upstream">,
  path: string,
): Promise<AccountAnswer | undefined> {
  try {
    return await upstream({ method: "GET", path });
  } catch (error) {
    if (error instanceof Failure && error.type === "not-found") return undefined;
    throw error;
  }
}
