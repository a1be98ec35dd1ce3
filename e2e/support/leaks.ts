import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leaseHolders } from "./account-pool";
import { EmulatorControl } from "./emulator-control";
import type { RunState } from "./run-state";

/** Every secret and token that was issued in this run, as the emulator knows them. */
export async function issuedSecrets({ emulatorUrl, folder }: RunState): Promise<string[]> {
  const secrets: string[] = [];
  for (const account_id of leaseHolders({ folder }).keys()) {
    const ledger = await new EmulatorControl(emulatorUrl, account_id).ledger();
    secrets.push(...ledger.secrets.map(({ client_secret }) => client_secret));
    secrets.push(...ledger.tokens.map(({ value }) => value));
  }
  return secrets;
}

/** Something that is kept, and by what name it is told. */
export type Place = { name: string; content: Buffer };

/** The places, of the console's log and the files of its data folder, that hold one of the secrets as it is. */
export function leaks(secrets: string[], logLines: string[], dataDir: string): string[] {
  return placesWith(secrets, [logPlace(logLines), ...filesIn(dataDir)]);
}

export function placesWith(secrets: string[], places: readonly Place[]): string[] {
  return places
    .filter(({ content }) => secrets.some((secret) => content.includes(secret)))
    .map(({ name }) => name);
}

export const logPlace = (lines: string[]): Place => ({
  name: "the console's log",
  content: Buffer.from(lines.join("\n")),
});

export const filesIn = (folder: string): Place[] =>
  readdirSync(folder).map((name) => ({ name, content: readFileSync(join(folder, name)) }));
