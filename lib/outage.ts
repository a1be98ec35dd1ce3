/**
 * Since when this page knows that Databricks cannot be reached, in milliseconds since the epoch. Whatever fails for
 * that reason reports it; the banner of the account's pages finds out when it is over.
 */
let since: number | undefined;
const listeners = new Set<() => void>();

function set(next: number | undefined): void {
  since = next;
  for (const listener of listeners) listener();
}

export function outageSince(): number | undefined {
  return since;
}

/** Something could not reach Databricks. Said again, it changes nothing. */
export function reportUnreachable(): void {
  if (since === undefined) set(Date.now());
}

/** Databricks answers again. */
export function reportReachable(): void {
  if (since !== undefined) set(undefined);
}

export function subscribeToOutage(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
