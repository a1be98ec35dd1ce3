import { accountApiPaths } from "@/lib/account-api/paths";
import { publishedAppIntegrationPageSchema, publishedAppPageSchema } from "@/lib/account-api/published-apps";
import { idempotencyHeader } from "@/lib/intents";
import { EmulatorControl } from "../support/emulator-control";
import { newKey } from "./creation";
import type { Disturbance, Lane } from "./play";
import { type Heard, Tab } from "./tab";
import type { Story, Told } from "./told";

/** Enables a published app, until it is, and switches it off again once all is told. */
export async function enableOne(
  { tries, received }: Story,
  { world, account, cookie }: Lane,
  disturbance: Disturbance,
): Promise<void> {
  const { account_id } = account;
  const tab = new Tab(world.consoleUrls, cookie, received);
  const emulator = new EmulatorControl(world.emulatorUrl, account_id);
  const seq = async () => (await emulator.ledger()).calls.at(-1)?.seq ?? 0;
  const path = accountApiPaths.publishedAppIntegrations(account_id);
  const enabled = async () => (await tab.read(path, publishedAppIntegrationPageSchema))?.apps ?? [];
  const before = new Set((await enabled()).map(({ app_id }) => app_id));
  const catalogue = await tab.read(accountApiPaths.publishedApps(account_id), publishedAppPageSchema);
  const app_id = catalogue?.apps.find((app) => !before.has(app.app_id))?.app_id ?? "";
  disturbance.begin();
  for (let count = 1; count <= 5; count++) {
    const from = await seq();
    const found = count > 1 && (await enabled()).some((each) => each.app_id === app_id);
    const told = found
      ? { is: "seen" as const, integration_id: "" }
      : meaning(
          await tab.insist({
            method: "POST",
            path,
            body: { app_id },
            headers: { [idempotencyHeader]: newKey() },
          }),
        );
    if (count === 1) await disturbance.end();
    tries.push({ intent_id: undefined, from, until: await seq(), told });
    if (told.is === "done" || told.is === "seen" || told.is === "wrong") break;
  }
  for (const { app_id: id, integration_id } of await enabled())
    if (id === app_id)
      await tab.insist({
        method: "DELETE",
        path: accountApiPaths.publishedAppIntegration(account_id, integration_id),
        headers: { [idempotencyHeader]: newKey() },
      });
}

function meaning(heard: Heard): Told {
  if (heard.is === "answer") return { is: "done", integration_id: "" };
  if (heard.is === "silence") return { is: "unknown", why: "silence" };
  const { outcome, type } = heard.problem;
  if (outcome === "done") return { is: "done", integration_id: "" };
  return outcome === "none" ? { is: "nothing", why: type } : { is: "unknown", why: type };
}
