import { customAppIntegrationSchema } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { editableVersion, entityTag } from "@/lib/editable-version";
import { idempotencyHeader } from "@/lib/intents";
import { behave, newKey } from "./creation";
import type { Behaviour } from "./schedule";
import type { Heard, Sending, Tab } from "./tab";
import type { Told } from "./told";

export type Target = { account_id: string; integration_id: string; behaviour: Behaviour };

/** The redirect URL that an update of the campaign adds. */
export const addedUrl = "https://campaign.example.com/added";

/** Saves one change of a connection, on top of what it is now. Whoever looks `again` may find that it is there. */
export async function updateOne(tab: Tab, target: Target, again: boolean): Promise<Told> {
  const { integration_id } = target;
  const path = accountApiPaths.customAppIntegration(target.account_id, integration_id);
  const stored = await tab.read(path, customAppIntegrationSchema);
  if (!stored) return { is: "wrong", why: "the connection could not be read" };
  if (again && stored.redirect_urls.includes(addedUrl)) return { is: "seen", integration_id };
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

/** Deletes a connection. Whoever looks `again` may find that it is gone. */
export async function deleteOne(tab: Tab, target: Target, again: boolean): Promise<Told> {
  const { integration_id } = target;
  const path = accountApiPaths.customAppIntegration(target.account_id, integration_id);
  const stored = again ? await tab.insist({ method: "GET", path }) : undefined;
  if (stored?.is === "problem" && stored.problem.type === "not-found") return { is: "seen", integration_id };
  return toldOf(tab, target, { method: "DELETE", path, headers: { [idempotencyHeader]: newKey() } });
}

async function toldOf(tab: Tab, { integration_id, behaviour }: Target, sending: Sending): Promise<Told> {
  const heard = await behave(tab, sending, behaviour);
  if ("wrong" in heard) return { is: "wrong", why: heard.wrong };
  return meaning(heard, integration_id);
}

function meaning(heard: Heard, integration_id: string): Told {
  if (heard.is === "answer") return { is: "done", integration_id };
  if (heard.is === "silence") return { is: "unknown", why: "silence" };
  const { outcome, type } = heard.problem;
  if (outcome === "done") return { is: "done", integration_id };
  return outcome === "none" ? { is: "nothing", why: type } : { is: "unknown", why: type };
}
