import "server-only";
import {
  type CustomAppIntegration,
  customAppIntegrationPageSchema,
} from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { UpstreamCall } from "@/lib/server/call-as-person";
import { Failure } from "@/lib/server/failure";

/**
 * Every custom app integration of the account, with its creator. Throws Failure when a page cannot be read or leads
 * back to one already read: a list that may lack something proves nothing.
 */
export async function listConnections(
  account_id: string,
  upstream: (call: UpstreamCall) => Promise<AccountAnswer>,
): Promise<CustomAppIntegration[]> {
  const all: CustomAppIntegration[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const query = new URLSearchParams({ include_creator_username: "true" });
    if (token) query.set("page_token", token);
    const { body } = await upstream({
      method: "GET",
      path: accountApiPaths.customAppIntegrations(account_id),
      query,
    });
    const page = readPage(body);
    all.push(...page.apps);
    token = page.next_page_token;
    if (token && tokens.has(token)) throw unreadable("It led back to a page that was already read.");
    if (token) tokens.add(token);
  } while (token);
  return all;
}

function readPage(body: Buffer) {
  try {
    return customAppIntegrationPageSchema.parse(parseJson(body.toString("utf8")));
  } catch {
    throw unreadable("It is not in the form of a list.");
  }
}

const unreadable = (why: string) =>
  new Failure("upstream-unexpected", `The list of connections could not be read. ${why}`);
