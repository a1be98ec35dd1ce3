import { useLayoutEffect, useSyncExternalStore } from "react";

/** Ids of the intents that the page at hand tells of itself, so that the banner above it does not. */
let claimed: ReadonlySet<string> = new Set();
const none: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function change(next: Set<string>): void {
  claimed = next;
  for (const listener of listeners) listener();
}

/** Claims an intent while the component is there. */
export function useClaim(id: string | undefined): void {
  useLayoutEffect(() => {
    if (id === undefined) return undefined;
    change(new Set([...claimed, id]));
    return () => change(new Set([...claimed].filter((each) => each !== id)));
  }, [id]);
}

export function useClaimed(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => claimed,
    () => none,
  );
}
