import "server-only";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type PublishedAppIntegration,
  publishedAppIntegrationPageSchema,
} from "@/lib/account-api/published-apps";
import { parseJson } from "@/lib/json";
import type { AccountAnswer } from "@/lib/server/account-client";
import { Failure } from "@/lib/server/failure";
import type { Read } from "@/lib/server/intents/read-upstream";

/** The integration of a published app, if it is enabled. Throws Failure when the list cannot be read. */
export async function findEnabled(
  read: Read,
  { account_id, app_id }: { account_id: string; app_id: string },
): Promise<PublishedAppIntegration | undefined> {
  return (await listEnabled(read, account_id)).find((each) => each.app_id === app_id);
}

async function listEnabled(read: Read, account_id: string): Promise<PublishedAppIntegration[]> {
  const all: PublishedAppIntegration[] = [];
  const tokens = new Set<string>();
  let page_token: string | undefined;
  do {
    const answer = await read({
      method: "GET",
      path: accountApiPaths.publishedAppIntegrations(account_id),
      query: new URLSearchParams(page_token ? { page_token } : {}),
    });
    const page = readPage(answer);
    all.push(...page.apps);
    page_token = page.next_page_token;
    if (page_token && tokens.has(page_token)) throw unreadable();
    if (page_token) tokens.add(page_token);
  } while (page_token);
  return all;
}

function readPage({ body }: AccountAnswer) {
  try {
    return publishedAppIntegrationPageSchema.parse(parseJson(body.toString("utf8")));
  } catch {
    throw unreadable();
  }
}

const unreadable = () => new Failure("upstream-unexpected", "What is there could not be read.");
