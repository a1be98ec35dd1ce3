import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type CreateIntent,
  createIntentSchema,
  type Intent,
  idempotencyHeader,
  intentsSchema,
  isChange,
  sealKeyHeader,
} from "@/lib/intents";
import { readCreatedAnswer } from "@/lib/secret-escrow/created-answer";
import { newSealKey, openSealed, type SealKey } from "@/lib/secret-escrow/open-sealed";
import type { Behaviour } from "./schedule";
import type { Heard, Sending, Tab } from "./tab";
import type { Told } from "./told";

export const newKey = () => randomBytes(16).toString("base64url");

/**
 * What happens between being told of a state and going on: the place where a console can be killed. `refused`: the store
 * could not take the confirmation.
 */
export type At = (state: "unknown" | "sealed" | "orphan" | "refused") => Promise<void>;

export type Creation = {
  account_id: string;
  name: string;
  confidential: boolean;
  behaviour: Behaviour;
  at: At;
};

/** Asks for one connection, follows it as the creating page does, opens its secret and confirms it. */
export async function createOne(
  tab: Tab,
  creation: Creation,
): Promise<{ intent_id: string | undefined; told: Told }> {
  const { account_id, name, confidential, behaviour } = creation;
  const key = confidential ? await newSealKey() : undefined;
  const sending: Sending = {
    method: "POST",
    path: accountApiPaths.customAppIntegrations(account_id),
    body: {
      name,
      confidential,
      redirect_urls: ["https://campaign.example.com/callback"],
      scopes: ["all-apis", "offline_access"],
    },
    headers: { [idempotencyHeader]: newKey(), ...(key ? { [sealKeyHeader]: key.public_key } : {}) },
  };
  const heard = await behave(tab, sending, behaviour);
  if ("wrong" in heard) return { intent_id: undefined, told: { is: "wrong", why: heard.wrong } };
  const asked = await intentOf(tab, creation, heard, key?.public_key);
  if ("is" in asked) return { intent_id: undefined, told: asked };
  const intent = await settled(tab, asked, creation.at);
  return { intent_id: asked.id, told: await toldBy(tab, intent ?? asked, key, creation.at) };
}

/** Sends the request as a client of this behaviour does. */
export async function behave(
  tab: Tab,
  sending: Sending,
  behaviour: Behaviour,
): Promise<Heard | { wrong: string }> {
  switch (behaviour.is) {
    case "stays":
      return tab.insist(sending);
    case "comes-back":
      await leave(tab, sending, behaviour.after_ms);
      return tab.insist(sending);
    case "looks-again":
      await leave(tab, sending, behaviour.after_ms);
      return { is: "silence" };
    case "doubles": {
      const all = await Promise.all(Array.from({ length: behaviour.times }, () => tab.insist(sending)));
      const [first = { is: "silence" }] = all;
      const ids = new Set(all.map(idIn));
      return ids.size === 1 ? first : { wrong: "the same key came to different intents" };
    }
    case "reuses-key": {
      const first = tab.insist(sending);
      await known(tab, sending);
      const other = { ...sending, body: { ...Object(sending.body), scopes: ["sql"] } };
      const during = await tab.insist(other);
      const heard = await first;
      const afterwards = await tab.insist(other);
      const refused = [during, afterwards].every(
        (each) => each.is === "problem" && each.problem.type === "key-reused",
      );
      return refused ? heard : { wrong: "another request under the same key was not refused" };
    }
  }
}

/** Resolves when the console has written the request down, or long after it must have. */
async function known(tab: Tab, { path, body }: Sending): Promise<void> {
  const account_id = /accounts\/([^/]+)/.exec(path)?.[1] ?? "";
  for (let looks = 0; looks < 200; looks++) {
    const open = await tab.read(openPath(account_id), intentsSchema);
    if (open?.intents.some(({ name }) => name === Object(body).name)) return;
    await sleep(100);
  }
}

async function leave(tab: Tab, sending: Sending, after_ms: number): Promise<void> {
  await tab.send({ ...sending, signal: AbortSignal.timeout(after_ms) });
}

const idIn = (heard: Heard): string =>
  heard.is === "answer" ? (createIntentSchema.safeParse(heard.body).data?.id ?? "") : heard.is;

export const openPath = (account_id: string) => `/api/console/accounts/${account_id}/intents`;
export const intentPath = ({ account_id, id }: Pick<Intent, "account_id" | "id">, verb = "") =>
  `${openPath(account_id)}/${id}${verb && `/${verb}`}`;

/** The intent in an answer; without one, that among the open ones which is sealed to this key or has this name. */
async function intentOf(
  tab: Tab,
  { account_id, name }: Creation,
  heard: Heard,
  public_key: string | undefined,
): Promise<CreateIntent | Told> {
  if (heard.is === "answer") {
    const parsed = createIntentSchema.safeParse(heard.body);
    return parsed.success ? parsed.data : { is: "wrong", why: "the answer is no intent" };
  }
  if (heard.is === "problem" && heard.problem.outcome === "none")
    return { is: "nothing", why: heard.problem.type };
  // A busy console may get to a request only after whoever sent it has gone.
  for (let looks = 0; looks < 20; looks++) {
    const open = await tab.read(openPath(account_id), intentsSchema);
    const mine = open?.intents.find(
      (each): each is CreateIntent =>
        !isChange(each) && (public_key === undefined ? each.name === name : each.public_key === public_key),
    );
    if (mine) return mine;
    await sleep(1_000);
  }
  // What is not open was either never heard of or came to nothing: there is nothing to tell of it.
  if (heard.is === "silence") return { is: "nothing", why: "not open" };
  return { is: "unknown", why: heard.problem.type };
}

/** The intent when it does not move by itself any more. */
async function settled(tab: Tab, intent: CreateIntent, at: At): Promise<CreateIntent | undefined> {
  let current: CreateIntent | undefined = intent;
  for (let looks = 0; current && looks < 60; looks++) {
    if (!["pending", "sent", "unknown"].includes(current.state)) return current;
    await at("unknown");
    await sleep(Math.min(500 * 2 ** looks, 4_000));
    current = await tab.read(intentPath(intent), createIntentSchema);
  }
  return current;
}

async function toldBy(tab: Tab, intent: CreateIntent, key: SealKey | undefined, at: At): Promise<Told> {
  const { state } = intent;
  const integration_id = intent.integration_id ?? "";
  switch (state) {
    case "done":
      return { is: "done", integration_id };
    case "orphan":
      await at("orphan");
      return { is: "orphan", integration_id };
    case "needs_you":
      return { is: "needs_you" };
    case "absent":
    case "rejected":
      return { is: "nothing", why: state };
    case "sealed":
      await at("sealed");
      // As it is kept, not as it was first answered: that is what a reload would have.
      return key
        ? opened(tab, (await tab.read(intentPath(intent), createIntentSchema)) ?? intent, key, at)
        : { is: "wrong", why: "sealed without a key" };
    default:
      return { is: "unknown", why: state };
  }
}

/** Opens what is sealed with the code of the browser, and confirms it. */
async function opened(tab: Tab, intent: CreateIntent, key: SealKey, at: At): Promise<Told> {
  const { id: intent_id, account_id, subject, kind, sealed_answer } = intent;
  const bytes = await openSealed(sealed_answer ?? "", key, { intent_id, account_id, subject, kind });
  const secret = bytes && readCreatedAnswer(bytes).client_secret;
  if (secret === undefined) return { is: "wrong", why: "what is sealed does not open, or holds no secret" };
  const confirm = () => tab.insist({ method: "POST", path: intentPath(intent, "ack"), body: {} });
  let confirmed = await confirm();
  if (confirmed.is === "problem" && confirmed.problem.type === "store-unavailable") {
    await at("refused");
    confirmed = await confirm();
  }
  const after = await tab.read(intentPath(intent), createIntentSchema);
  if (confirmed.is !== "answer" || after?.state !== "delivered" || after.sealed_answer !== null)
    return { is: "wrong", why: `confirmed, it is ${after?.state}` };
  return { is: "secret", secret, integration_id: intent.integration_id ?? "" };
}
