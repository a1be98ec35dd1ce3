import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { AccountCall } from "@/lib/server/account-route";

/**
 * Makes sure that Databricks takes the person for an account admin now: what the console itself keeps of an account is
 * for those who may see the account. Throws Failure as the account API refuses.
 */
export async function requireAdmin({
  account,
  upstream,
}: Pick<AccountCall<unknown>, "account" | "upstream">) {
  await upstream({
    method: "GET",
    path: accountApiPaths.customAppIntegrations(account.account_id),
    query: new URLSearchParams({ page_size: "1" }),
  });
}
