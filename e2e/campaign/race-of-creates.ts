import { accountApiPaths } from "@/lib/account-api/paths";
import { idempotencyHeader, intentSchema } from "@/lib/intents";
import { newKey } from "./creation";
import type { Violation } from "./oracle";
import type { Race, Track } from "./races";
import { callOf } from "./schedule";
import type { Heard, Sending } from "./tab";

/** Milliseconds a create takes at Databricks, so that everybody comes while it is under way. */
const slow = 3_000;

const creation = (account_id: string, name: string): Sending => ({
  method: "POST",
  path: accountApiPaths.customAppIntegrations(account_id),
  body: {
    name,
    confidential: false,
    redirect_urls: ["https://campaign.example.com/callback"],
    scopes: ["all-apis", "offline_access"],
  },
  headers: { [idempotencyHeader]: newKey() },
});

async function slowly({ emulator }: Track): Promise<void> {
  await emulator.setFaults([{ ...callOf.create, kind: "delay", phase: "before_commit", ms: slow }]);
}

async function creates({ emulator }: Track) {
  const { calls } = await emulator.ledger();
  return calls.filter(
    ({ method, path, committed }) =>
      method === "POST" && committed && path.endsWith("custom-app-integrations"),
  );
}

const idOf = (heard: Heard): string =>
  heard.is === "answer"
    ? (intentSchema.safeParse(heard.body).data?.id ?? "no intent")
    : heard.is === "problem"
      ? heard.problem.type
      : heard.is;

export const oneKey: Race = {
  says: "200 creates at once with one key",
  run: async (track) => {
    await slowly(track);
    const sending = creation(track.account.account_id, "one-key");
    const heard = await Promise.all(Array.from({ length: 200 }, () => track.tab().insist(sending)));
    const told = new Set(heard.map(idOf));
    const made = await creates(track);
    const violations: Violation[] = [];
    if (made.length !== 1) violations.push({ broken: "I1", saw: `${made.length} connections were created` });
    if (told.size !== 1 || heard.some(({ is }) => is !== "answer"))
      violations.push({ broken: "I3", saw: `they were told ${[...told].slice(0, 5)}` });
    return violations;
  },
};

export const oneName: Race = {
  says: "100 creates at once with one name, each with its own key",
  run: async (track) => {
    await slowly(track);
    const { account_id } = track.account;
    const heard = await Promise.all(
      Array.from({ length: 100 }, () => track.tab().insist(creation(account_id, "one-name"))),
    );
    const made = await creates(track);
    const done = heard.filter(({ is }) => is === "answer").length;
    const others = heard.flatMap((each) =>
      each.is === "answer" || (each.is === "problem" && each.problem.type === "conflict") ? [] : [idOf(each)],
    );
    const times = made.map(({ time }) => Date.parse(String(time)));
    const violations: Violation[] = [];
    if (made.length !== done)
      violations.push({ broken: "I4", saw: `${done} were told it is done, and ${made.length} were made` });
    if (times.some((time, index) => time - (times[index - 1] ?? 0) < slow))
      violations.push({ broken: "I1", saw: `${made.length} were made, some of them at the same time` });
    if (others.length > 0) violations.push({ broken: "I3", saw: `others were told ${new Set(others)}` });
    return violations;
  },
};
