import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isErrorLine } from "../support/console-log";
import { EmulatorControl, type Ledger } from "../support/emulator-control";
import { logPlace, placesWith } from "../support/leaks";
import type { Violation } from "./oracle";
import type { World } from "./world";

const recordSchema = z.looseObject({
  event: z.string(),
  account_id: z.string().nullish(),
  intent: z.string().nullish(),
  target: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
});
type Record = z.output<typeof recordSchema>;

const kinds: { [method: string]: string } = {
  POST: "custom_app.create",
  PATCH: "custom_app.update",
  DELETE: "custom_app.delete",
};

/** What holds of the console as a whole, when all schedules are over. It goes on running until it was asked. */
export async function judgeWorld(world: World): Promise<Violation[]> {
  const ledgers = new Map<string, Ledger>();
  for (const { account_id } of world.accounts)
    ledgers.set(account_id, await new EmulatorControl(world.emulatorUrl, account_id).ledger());
  const up = await world.isUp();
  return [
    ...(up ? [] : [{ broken: "I7" as const, saw: "a console is not up" }]),
    ...errorLines(world.logLines),
    ...(await ofAudit(world, ledgers)),
    ...(await ofPlaces(world, [...ledgers.values()])),
  ];
}

function errorLines(lines: string[]): Violation[] {
  return lines
    .filter(isErrorLine)
    .map((line) => ({ broken: "I7", saw: `the console logged an error: ${line}` }));
}

/** The log and the store hold no secret and no token, neither as they are nor as hex or base64. */
async function ofPlaces({ logLines, stored }: World, ledgers: Ledger[]): Promise<Violation[]> {
  const issued = ledgers.flatMap(({ secrets, tokens }) => [
    ...secrets.map(({ client_secret }) => client_secret),
    ...tokens.map(({ value }) => value),
  ]);
  const forms = issued.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString("hex"),
    Buffer.from(secret).toString("base64").replace(/=*$/, ""),
  ]);
  return placesWith(forms, [logPlace(logLines), ...(await stored())]).map((place) => ({
    broken: "I5",
    saw: `a secret or a token is readable in ${place}`,
  }));
}

/** The log verifies, and nothing was changed at Databricks that it does not name with an intent. */
async function ofAudit(world: World, ledgers: Map<string, Ledger>): Promise<Violation[]> {
  const verified = await world.command("audit-verify");
  const file = join(world.dataDir, "..", "audit.ndjson");
  const exported = await world.command("audit-export", file);
  if (!verified.ok || !exported.ok)
    return [{ broken: "I6", saw: [...verified.lines, ...exported.lines].slice(0, 10).join(" / ") }];
  const records = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .flatMap((line) => recordSchema.safeParse(JSON.parse(line)).data ?? []);
  return [...ledgers].flatMap(([account_id, ledger]) =>
    unrecorded(
      records.filter((record) => record.account_id === account_id),
      ledger,
    ),
  );
}

/** Changes in the ledger for which no intent stands in the log. */
export function unrecorded(records: Record[], { calls }: Pick<Ledger, "calls">): Violation[] {
  const intents = records.filter(({ event }) => event.endsWith(".intent"));
  const count = (kind: string) => intents.filter(({ event }) => event === `${kind}.intent`).length;
  const named = new Set(records.flatMap(({ intent, target }) => (intent && target?.id ? [target.id] : [])));
  const changes = calls.filter(
    ({ committed, path }) => committed && path.includes("/custom-app-integrations"),
  );
  const missing = changes
    .filter(({ integration_id = "" }) => !named.has(integration_id))
    .map(({ method, integration_id }) => `${method} of ${integration_id} is in no record with an intent`);
  const creates = changes.filter(({ method }) => method === "POST").length;
  if (count(kinds.POST ?? "") < creates)
    missing.push(`${creates} creates, and ${count(kinds.POST ?? "")} intents to create`);
  return missing.map((saw) => ({ broken: "I6", saw }));
}
