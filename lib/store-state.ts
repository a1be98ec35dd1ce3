/** Header of an answer that says that the console cannot write to its store. */
export const storeHeader = "Latchkey-Store";

/** Whether the console could write to its store when it last answered this page. */
let readOnly = false;
const listeners = new Set<() => void>();

export const isStoreReadOnly = (): boolean => readOnly;

/** Every answer of the console says it. */
export function noteStore(headers: Headers): void {
  const now = headers.get(storeHeader) === "read-only";
  if (now === readOnly) return;
  readOnly = now;
  for (const listener of listeners) listener();
}

export function subscribeToStoreState(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
