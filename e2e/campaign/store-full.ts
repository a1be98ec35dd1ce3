import { setTimeout as sleep } from "node:timers/promises";
import { accountApiPaths } from "@/lib/account-api/paths";
import { intentsSchema } from "@/lib/intents";
import { EmulatorControl } from "../support/emulator-control";
import { createOne } from "./creation";
import type { Violation } from "./oracle";
import { signInOverHttp } from "./sign-in-over-http";
import type { StoreLane } from "./store-play";
import { Tab } from "./tab";

/** Connections after which a store without room must have refused one: each needs more than a page. */
const mostCreates = 30;

/**
 * SQLite may have no more pages than it has. What is asked for is refused before Databricks is called, or its secret is
 * shown; everything can be read, also by a session that began before; and with room again all goes on, without a restart.
 */
export async function playFullStore({ world, account, cookie, plan }: StoreLane): Promise<Violation[]> {
  const { account_id } = account;
  const tab = new Tab(world.consoleUrls, cookie);
  const emulator = new EmulatorControl(world.emulatorUrl, account_id);
  const found: Violation[] = [];
  const expect = (holds: boolean, broken: Violation["broken"], saw: string) => {
    if (!holds) found.push({ broken, saw: `no room: ${saw}` });
  };
  const create = async (name: string) => {
    const before = (await emulator.ledger()).calls.at(-1)?.seq ?? 0;
    const { told } = await createOne(tab, {
      ...{ account_id, name, confidential: true, behaviour: { is: "stays" } },
      at: async () => {},
    });
    const { calls } = await emulator.ledger();
    const made = calls.filter(({ seq, method, committed }) => seq > before && method === "POST" && committed);
    return { told, made: made.filter(({ path }) => path.endsWith("/custom-app-integrations")).length };
  };
  const health = async () => (await fetch(new URL("/api/console/health", world.consoleUrl))).status;

  plan.arm({ at: 0, how: "no-room" });
  let refused = false;
  for (let count = 0; count < mostCreates && !refused; count++) {
    const { told, made } = await create(`full-${count}`);
    refused = told.is === "nothing";
    expect(!refused || made === 0, "I4", `told ${JSON.stringify(told)}, and it was made`);
    expect(refused || made === 1, "I1", `told ${told.is}, and ${made} were made`);
  }
  expect(refused, "I7", "nothing was refused");
  expect((await health()) === 503, "I7", "the console says that it is well");
  for (const path of [
    accountApiPaths.customAppIntegrations(account_id),
    `/api/console/accounts/${account_id}/intents`,
    `/api/console/accounts/${account_id}/activity`,
  ])
    expect((await tab.send({ method: "GET", path })).is === "answer", "I7", `${path} cannot be read`);

  plan.disarm();
  for (let looks = 0; looks < 100 && (await health()) !== 200; looks++) await sleep(100);
  const { told } = await create("room-again");
  expect(told.is === "secret", "I3", `with room again: ${told.is}`);
  await signInOverHttp(world.consoleUrls, account);
  const open = await tab.read(`/api/console/accounts/${account_id}/intents`, intentsSchema);
  const states = (open?.intents ?? []).map((intent) =>
    "kept" in intent && !intent.kept ? `${intent.state}, not kept` : intent.state,
  );
  expect(
    states.every((state) => state === "sealed"),
    "I3",
    `in the end: ${states.join("; ")}`,
  );
  return found;
}
