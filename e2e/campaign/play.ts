import { setTimeout as sleep } from "node:timers/promises";
import { createIntentSchema } from "@/lib/intents";
import { type Account, EmulatorControl } from "../support/emulator-control";
import { deleteOne, updateOne } from "./change";
import { type At, createOne } from "./creation";
import type { KillPoint, Schedule } from "./schedule";
import { Tab } from "./tab";
import type { Story, Told, Try } from "./told";
import type { World } from "./world";

/** One account, in which one schedule after the other is played. */
export type Lane = { world: World; account: Account; cookie: string };

/** How often the client asks anew for what it does not have yet. */
const mostTries = 5;

/** What else goes wrong: from when on, until when, and whether that is over by now. */
export type Disturbance = { begin: () => void; end: () => Promise<void> };

const none: Disturbance = { begin: () => {}, end: async () => {} };

type Telling = {
  /** Written while it happens, so that what hangs has a story too. */
  story: Story;
  /** Called once, where the schedule wants a console killed. Resolves when it was. */
  arrived: () => Promise<void>;
  disturbance?: Disturbance;
};

export const newStory = ({ number }: Pick<Schedule, "number">): Story => ({
  name: `campaign-${number}`,
  tries: [],
  repairCalls: [],
  received: [],
});

/** Plays a schedule: acts, and goes on as a person would until they have what they wanted. */
export async function play(
  schedule: Schedule,
  { world, account, cookie }: Lane,
  { story, arrived, disturbance = none }: Telling,
): Promise<void> {
  const { operation, faults, behaviour, kill } = schedule;
  const tab = new Tab(world.consoleUrls, cookie, story.received);
  const emulator = new EmulatorControl(world.emulatorUrl, account.account_id);
  const seq = async () => (await emulator.ledger()).calls.at(-1)?.seq ?? 0;
  const { name } = story;
  const { account_id } = account;
  const at: At = async (state) => {
    if (kill?.is === state) await arrived();
    if (state === "refused") await disturbance.end();
  };
  const create = (confidential: boolean, first: boolean) =>
    createOne(tab, {
      ...{ account_id, name, confidential, at },
      behaviour: first ? behaviour : { is: "stays" },
    });
  const integration_id =
    operation === "update" || operation === "delete" ? await prepared(await create(false, false)) : "";
  const act = async (first: boolean): Promise<Pick<Try, "intent_id" | "told">> => {
    const target = {
      account_id,
      integration_id,
      at,
      behaviour: first ? behaviour : { is: "stays" as const },
    };
    if (operation === "update") return updateOne(tab, target, !first);
    if (operation === "delete") return deleteOne(tab, target, !first);
    return create(operation === "create", first);
  };

  await emulator.setFaults(faults);
  const start = await seq();
  disturbance.begin();
  const acted = new AbortController();
  const killed = kill ? killWhen(kill, { after: start, until: acted.signal }, emulator, arrived) : undefined;
  for (let count = 1; count <= mostTries; count++) {
    const from = count === 1 ? start : await seq();
    const { intent_id, told } = await act(count === 1);
    acted.abort();
    if (count === 1) await killed;
    if (count === 1) await disturbance.end();
    if (!schedule.lasting) await emulator.clearFaults();
    story.tries.push({ intent_id, from, until: await seq(), told });
    if (told.is === "orphan") story.repairCalls.push(await repair(tab, account_id, intent_id));
    else if (told.is !== "nothing") break;
  }
  await emulator.clearFaults();
}

async function prepared({ told }: { told: Told }): Promise<string> {
  if (told.is === "done") return told.integration_id;
  throw new Error(`There is nothing to change: ${JSON.stringify(told)}`);
}

/** Deletes what nobody has the secret of. Resolves with how many calls it took with the create that follows. */
async function repair(tab: Tab, account_id: string, intent_id = ""): Promise<number> {
  const path = `/api/console/accounts/${account_id}/intents/${intent_id}`;
  for (let calls = 2; ; calls++) {
    await tab.insist({ method: "POST", path: `${path}/repair`, body: {} });
    const state = (await tab.read(path, createIntentSchema))?.state;
    if (state === "repaired" || calls > 10) return calls;
  }
}

/** The calls after one, for as long as the client waits. */
type Span = { after: number; until: AbortSignal };

/** Waits for the points at which something shows outside the client. */
async function killWhen(
  point: KillPoint,
  span: Span,
  emulator: EmulatorControl,
  arrived: () => Promise<void>,
): Promise<void> {
  if (point.is === "calling" && (await called(point, span, emulator))) await arrived();
}

async function called(
  { method, path }: { method: string; path: string },
  { after, until }: Span,
  emulator: EmulatorControl,
): Promise<boolean> {
  const end = new RegExp(`${path.replaceAll("*", "[^/]*")}$`);
  for (;;) {
    const isLastLook = until.aborted;
    const { calls } = await emulator.ledger();
    if (calls.some((call) => call.seq > after && call.method === method && end.test(call.path))) return true;
    if (isLastLook) return false;
    await sleep(100);
  }
}
