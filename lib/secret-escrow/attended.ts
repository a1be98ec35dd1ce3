/**
 * Which intents some page of this browser is just dealing with, so that no other page offers the same. A Web Lock is
 * held per intent: it ends with its page, however that ends.
 */
const prefix = "latchkey.intent.";

/** Says that this page deals with the intent, until the returned function is called. */
export function attend(id: string): () => void {
  let release = () => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks?.request(prefix + id, () => done);
  return release;
}

/** Ids of the intents that a page of this browser deals with. */
export async function attended(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
}
