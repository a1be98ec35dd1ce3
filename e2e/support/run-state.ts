import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const runStateSchema = z.object({
  consoleUrl: z.url(),
  emulatorUrl: z.url(),
  /** Temporary: the console's data, the accounts file and the leases of this run. */
  folder: z.string(),
  accountIds: z.array(z.string()),
});

/** What the global set-up started, for the workers. */
export type RunState = z.output<typeof runStateSchema>;

const variable = "LATCHKEY_E2E_RUN";

export function publishRunState(state: RunState): void {
  const file = join(state.folder, "run.json");
  writeFileSync(file, JSON.stringify(state));
  // Workers inherit the environment as it is after the global set-up.
  process.env[variable] = file;
}

export function readRunState(): RunState {
  const file = process.env[variable];
  if (file === undefined) throw new Error(`${variable} is not set: run the specs through Playwright.`);
  return runStateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}
