import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunState } from "./run-state";

/**
 * Takes an account that no test of this run has had: a lease file that exists already refuses the next one who
 * wants to make it, in whatever worker, retry or repetition.
 */
export function leaseAccount({ folder, accountIds }: RunState, holder: string): string {
  const leases = leaseFolder(folder);
  mkdirSync(leases, { recursive: true });
  const taken = new Set(readdirSync(leases));
  const leased = accountIds.find(
    (accountId) => !taken.has(accountId) && tryLease(join(leases, accountId), holder),
  );
  if (leased !== undefined) return leased;
  throw new Error(`All ${accountIds.length} accounts are used: set LATCHKEY_E2E_ACCOUNTS to more.`);
}

/** Who had which account, for reading the console's log. */
export function leaseHolders({ folder }: Pick<RunState, "folder">): Map<string, string> {
  const leases = leaseFolder(folder);
  mkdirSync(leases, { recursive: true });
  return new Map(
    readdirSync(leases).map((accountId) => [accountId, readFileSync(join(leases, accountId), "utf8")]),
  );
}

const leaseFolder = (folder: string) => join(folder, "leases");

function tryLease(file: string, holder: string): boolean {
  try {
    writeFileSync(file, holder, { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}
