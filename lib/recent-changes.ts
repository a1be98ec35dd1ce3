import { z } from "@/lib/zod";

/** Milliseconds a change may take to reach every sign-in. Databricks says up to 30 minutes. */
export const propagationTime = 30 * 60_000;

const storageKey = (account_id: string) => `latchkey.recent-changes.${account_id}`;

/** Milliseconds since the epoch of the last save, by integration id. Nothing else is kept here. */
const recordSchema = z.record(z.string(), z.number());

const listeners = new Set<() => void>();

/** Remembers, in this browser, that a connection was saved at `now`. Forgets what is long since through. */
export function noteRecentChange(account_id: string, integration_id: string, now = Date.now()): void {
  const kept = Object.entries(read(account_id)).filter(([, at]) => now - at < propagationTime);
  try {
    localStorage.setItem(
      storageKey(account_id),
      JSON.stringify({ ...Object.fromEntries(kept), [integration_id]: now }),
    );
  } catch {
    // A full or forbidden storage costs the note, not the save.
  }
  for (const listener of listeners) listener();
}

/** When the connection was saved, while that may still be on its way; undefined otherwise. */
export function recentChange(
  account_id: string,
  integration_id: string,
  now = Date.now(),
): number | undefined {
  const at = read(account_id)[integration_id];
  return at !== undefined && at <= now && now - at < propagationTime ? at : undefined;
}

/** Tells of changes noted in this tab and in others. */
export function subscribeToRecentChanges(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function read(account_id: string): Record<string, number> {
  try {
    return (
      recordSchema.safeParse(JSON.parse(localStorage.getItem(storageKey(account_id)) ?? "{}")).data ?? {}
    );
  } catch {
    return {};
  }
}
