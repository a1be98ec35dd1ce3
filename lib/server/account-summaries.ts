import "server-only";
import { type AccountSummary, accountColours } from "@/lib/account-summary";
import { env } from "@/lib/server/env";

/** What pages may know of the configured accounts. One keeps its colour as long as its place in the configuration. */
export function accountSummaries(): AccountSummary[] {
  const { accounts, redirectPolicy } = env();
  return accounts.map(({ account_id, label, cloud, host }, index) => ({
    account_id,
    label,
    cloud,
    host,
    colour: accountColours[index % accountColours.length] ?? 0,
    redirect_policy: redirectPolicy,
  }));
}
