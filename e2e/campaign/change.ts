import { setTimeout as sleep } from "node:timers/promises";
import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { editableVersion, entityTag } from "@/lib/editable-version";
import { changeIntentSchema, idempotencyHeader, intentsSchema, isChange } from "@/lib/intents";
import { type At, behave, intentPath, newKey, openPath } from "./creation";
import type { Behaviour } from "./schedule";
import type { Sending, Tab } from "./tab";
import type { Try } from "./told";

export type Target = { account_id: string; integration_id: string; behaviour: Behaviour; at: At };
type Asked = Pick<Try, "intent_id" | "told">;

/** The redirect URL that an update of the campaign adds. */
export const addedUrl = "https://campaign.example.com/added";

/** Saves one change of a connection, on top of what it is now. Whoever looks `again` may find that it is there. */
export async function updateOne(tab: Tab, target: Target, again: boolean): Promise<Asked> {
  const { integration_id } = target;
  const path = accountApiPaths.customAppIntegration(target.account_id, integration_id);
  const stored = await tab.read(path, customAppIntegrationSchema);
  if (!stored)
    return { intent_id: undefined, told: { is: "wrong", why: "the connection could not be read" } };
  if (again && stored.redirect_urls.includes(addedUrl)) return seen(integration_id);
  return toldOf(tab, target, {
    method: "PATCH",
    path,
    body: { redirect_urls: [...stored.redirect_urls, addedUrl] },
    headers: {
      [idempotencyHeader]: newKey(),
      "if-match": entityTag(await editableVersion(stored)),
    },
  });
}

const seen = (integration_id: string): Asked => ({
  intent_id: undefined,
  told: { is: "seen", integration_id },
});

/** Deletes a connection. Whoever looks `again` may find that it is gone. */
export async function deleteOne(tab: Tab, target: Target, again: boolean): Promise<Asked> {
  const { integration_id } = target;
  const path = accountApiPaths.customAppIntegration(target.account_id, integration_id);
  const stored = again ? await tab.insist({ method: "GET", path }) : undefined;
  if (stored?.is === "problem" && stored.problem.type === "not-found") return seen(integration_id);
  return toldOf(tab, target, { method: "DELETE", path, headers: { [idempotencyHeader]: newKey() } });
}

async function toldOf(tab: Tab, target: Target, sending: Sending): Promise<Asked> {
  const { integration_id, behaviour } = target;
  const heard = await behave(tab, sending, behaviour);
  if ("wrong" in heard) return { intent_id: undefined, told: { is: "wrong", why: heard.wrong } };
  if (heard.is === "answer") return { intent_id: undefined, told: { is: "done", integration_id } };
  if (heard.is === "silence") return followed(tab, target, await openOf(tab, target));
  const { outcome, type, intent } = heard.problem;
  if (intent !== undefined) return followed(tab, target, intent);
  if (outcome === "done") return { intent_id: undefined, told: { is: "done", integration_id } };
  const is = outcome === "none" ? "nothing" : "unknown";
  return { intent_id: undefined, told: { is, why: type } };
}

/** What a tab that heard nothing finds among what is open: a change of this connection, if one is. */
async function openOf(tab: Tab, { account_id, integration_id }: Target): Promise<string | undefined> {
  const open = await tab.read(openPath(account_id), intentsSchema);
  return open?.intents.filter(isChange).findLast((each) => each.integration_id === integration_id)?.id;
}

/** Follows an intent as the page does, until it does not move by itself any more. */
async function followed(tab: Tab, target: Target, id: string | undefined): Promise<Asked> {
  const { account_id, integration_id, at } = target;
  // What is not open was either never heard of, or ended at once: the thing itself tells.
  if (id === undefined) return { intent_id: undefined, told: { is: "unknown", why: "silence" } };
  for (let looks = 0; looks < 60; looks++) {
    const intent = await tab.read(intentPath({ account_id, id }), changeIntentSchema);
    if (!intent) break;
    if (intent.state === "done") return { intent_id: id, told: { is: "done", integration_id } };
    if (intent.state === "needs_you") return { intent_id: id, told: { is: "needs_you" } };
    if (intent.state === "absent" || intent.state === "rejected")
      return { intent_id: id, told: { is: "nothing", why: intent.state } };
    await at("unknown");
    await sleep(Math.min(500 * 2 ** looks, 4_000));
  }
  return { intent_id: id, told: { is: "unknown", why: "it is still being checked" } };
}
