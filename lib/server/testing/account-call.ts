import "server-only";
import { inspect } from "node:util";
import { expect } from "vitest";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type AccountAnswer,
  type AccountRequest,
  callAccountApi,
  NoAnswer,
} from "@/lib/server/account-client";
import { Secret } from "@/lib/server/secret";
import { account_id, testAccount } from "@/lib/server/testing/account";

export const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
export const token = "dose-access-1f2e3d4c5b6a";

/** Calls the account API at `host`; by default reads the list. */
export const call = (host: string, changes: Partial<AccountRequest> = {}): Promise<AccountAnswer> =>
  callAccountApi(testAccount(host), {
    method: "GET",
    path: accountApiPaths.customAppIntegrations(account_id),
    access_token: new Secret(token),
    ...changes,
  });

/** What a call without an answer throws. It does not show the token. */
export async function noAnswerOf(work: Promise<unknown>): Promise<NoAnswer> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NoAnswer)) throw new Error("It was answered.", { cause: error });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(token);
  return error;
}
