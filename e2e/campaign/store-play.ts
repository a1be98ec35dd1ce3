import { setTimeout as sleep } from "node:timers/promises";
import { intentSchema, intentsSchema } from "@/lib/intents";
import { parseJson } from "@/lib/json";
import { EmulatorControl } from "../support/emulator-control";
import { enableOne } from "./enable";
import { judge, type Violation } from "./oracle";
import { type Disturbance, type Lane, newStory, play } from "./play";
import type { Schedule } from "./schedule";
import { kills, passes, type StoreLoop } from "./store-faults";
import type { StorePlan } from "./store-plan";
import { Tab } from "./tab";
import type { Story } from "./told";

/** What came of one write that was hit. `readyAfter` is how long a killed console took to be back, in milliseconds. */
export type StoreResult = { at: number; violations: Violation[]; story: Story; readyAfter?: number };

export type StoreLane = Lane & { plan: StorePlan };

/** Plays one loop with the write number `at`. Undefined when the operation was over before it came to that write. */
export async function playStoreFault(
  loop: StoreLoop,
  at: number,
  number: number,
  lane: StoreLane,
): Promise<StoreResult | undefined> {
  const { world, account, cookie, plan } = lane;
  const { operation, ...fault } = loop;
  let readyAfter: number | undefined;
  let over = false;
  const back = async () => {
    while (!over && !plan.hit()) await sleep(5);
    if (!plan.hit()) return;
    const diedAt = performance.now();
    // It counts anew, and must not die of that.
    plan.disarm();
    await world.kill();
    await world.restart();
    readyAfter = performance.now() - diedAt;
  };
  let restarted: Promise<void> | undefined;
  const disturbance: Disturbance = {
    begin: () => {
      plan.arm({ at, ...fault });
      if (kills(loop)) restarted = back();
    },
    end: async () => {
      over = true;
      plan.disarm();
      await restarted;
    },
  };
  const schedule: Schedule = {
    ...{ number, says: "", faults: [], behaviour: { is: "stays" } },
    operation: operation === "enable" ? "create-public" : operation,
    ...(kills(loop) ? { kill: { is: "writing" } } : {}),
  };
  const story = newStory(schedule);
  if (operation === "enable") await enableOne(story, lane, disturbance);
  else await play(schedule, lane, { story, arrived: async () => {}, disturbance });
  const ended = plan.hit();
  if (!ended) return undefined;
  const ledger = await new EmulatorControl(world.emulatorUrl, account.account_id).ledger();
  const judged = operation === "enable" ? judgeEnabling(story, ledger.calls) : judge(schedule, story, ledger);
  const violations = [
    ...judged,
    ...ofPassing(loop, story),
    ...ofForgotten(story.received),
    ...(await ofRest(new Tab(world.consoleUrls, cookie, []), account.account_id)),
  ];
  return { at, violations, story, ...(readyAfter === undefined ? {} : { readyAfter }) };
}

/** What passes by itself is noticed by nobody: the first try is the only one. */
function ofPassing(loop: StoreLoop, { tries }: Story): Violation[] {
  const told = tries.map(({ told: { is } }) => is);
  const wanted = loop.operation === "create" ? "secret" : "done";
  if (!passes(loop) || (told.length === 1 && told[0] === wanted)) return [];
  return [{ broken: "I3", saw: `the client noticed what could have been tried again: it was told ${told}` }];
}

/** What the client was told of an intent it is never told otherwise later. */
function ofForgotten(received: readonly string[]): Violation[] {
  const after: { [state: string]: string[] } = {
    done: ["done"],
    sealed: ["sealed", "delivered"],
    delivered: ["delivered"],
    orphan: ["orphan", "repaired"],
    repaired: ["repaired"],
  };
  const last = new Map<string, string>();
  const violations: Violation[] = [];
  for (const text of received) {
    const intent = intentSchema.safeParse(parseJsonOr(text)).data;
    if (!intent) continue;
    const before = last.get(intent.id) ?? "";
    if (after[before]?.includes(intent.state) === false)
      violations.push({ broken: "I4", saw: `an intent was ${before}, and then ${intent.state}` });
    last.set(intent.id, intent.state);
  }
  return violations;
}

function parseJsonOr(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

const ends = ["done", "absent", "rejected"];

/** Once the store works, everything comes to rest. */
async function ofRest(tab: Tab, account_id: string): Promise<Violation[]> {
  let open: string[] = [];
  // What a killed console left unknown is looked for during a minute.
  for (let looks = 0; looks < 400; looks++) {
    const answer = await tab.read(`/api/console/accounts/${account_id}/intents`, intentsSchema);
    // How a change that was in doubt has ended is told for a while.
    open = (answer?.intents ?? []).flatMap(({ state }) => (ends.includes(state) ? [] : [state]));
    if (answer && open.length === 0) return [];
    await sleep(looks < 100 ? 50 : 250);
  }
  return [{ broken: "I3", saw: `in the end something is still open: ${open.join("; ")}` }];
}

/** Enabling under one key is done once, and whoever was told that nothing was done was told the truth. */
function judgeEnabling(
  { tries }: Story,
  calls: { seq: number; method: string; path: string; committed: boolean }[],
): Violation[] {
  const made = (from: number, until: number) =>
    calls.filter(
      ({ seq, method, path, committed }) =>
        seq > from &&
        seq <= until &&
        committed &&
        method === "POST" &&
        path.endsWith("/published-app-integrations"),
    ).length;
  return tries.flatMap(({ told, from, until }, index): Violation[] => {
    const count = made(from, until);
    if (told.is === "nothing" && count > 0) return [{ broken: "I4", saw: `told nothing (${told.why})` }];
    if (told.is === "done" && count !== 1) return [{ broken: "I4", saw: `told done, made ${count}` }];
    if (told.is === "wrong") return [{ broken: "I3", saw: told.why }];
    const isLast = index === tries.length - 1;
    return isLast && told.is !== "done" && told.is !== "seen"
      ? [{ broken: "I3", saw: `told ${told.is} in the end` }]
      : [];
  });
}
