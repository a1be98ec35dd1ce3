import "server-only";
import { customAppIntegrationPageSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { AccountAnswer } from "@/lib/server/account-client";
import type { AccountCall } from "@/lib/server/account-route";
import { noticeGone } from "@/lib/server/external-changes";
import { Failure } from "@/lib/server/failure";
import { readUpstream } from "@/lib/server/intents/read-upstream";
import { walkOn } from "@/lib/server/list-walk";
import { errorFields, log } from "@/lib/server/log";
import { readAnswer } from "@/lib/server/read-answer";
import { database } from "@/lib/server/store/database";
import { knownBefore } from "@/lib/server/store/known-connections";

type Call = Pick<AccountCall<unknown>, "account" | "session" | "upstream" | "request">;

/** Connections that are asked for after one list, at most, and milliseconds until one is asked for again. */
const mostAsked = 5;
const pause = 10 * 60_000;
/** When each was asked for last. */
const asked = new Map<string, number>();

/**
 * Notices connections that were deleted elsewhere, once a list was read to its end. A list may lag or lack something, so
 * its silence proves nothing: each known connection that it lacks is asked for, and only Databricks' word that it does
 * not exist counts. Never throws.
 */
export async function noticeMissing(call: Call, answer: AccountAnswer, readAt: number): Promise<void> {
  try {
    const page = readAnswer(answer, customAppIntegrationPageSchema);
    const list =
      page &&
      walkOn({
        reader: call.session.token_hash,
        page_token: call.request.nextUrl.searchParams.get("page_token"),
        next_page_token: page.next_page_token,
        ids: page.apps.map(({ integration_id }) => integration_id),
        readAt,
      });
    if (!list) return;
    const { account_id } = call.account;
    const known = await knownBefore(await database(), account_id, list.began);
    const missing = known.filter((id) => !list.ids.has(id) && mayAsk(id, readAt));
    for (const integration_id of missing.slice(0, mostAsked)) {
      asked.set(integration_id, readAt);
      const path = accountApiPaths.customAppIntegration(account_id, integration_id);
      if (!(await readUpstream(call, path))) await noticeGone(call, integration_id);
    }
  } catch (error) {
    // Databricks gave no clear word; the next list gives another chance.
    if (!(error instanceof Failure))
      log().error(errorFields(error), "what a list lacks could not be looked at");
  }
}

function mayAsk(integration_id: string, now: number): boolean {
  for (const [id, at] of asked) if (now - at >= pause) asked.delete(id);
  return !asked.has(integration_id);
}
