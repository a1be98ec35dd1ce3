import { newSealKey, type SealKey } from "@/lib/secret-escrow/open-sealed";

/** A key pair that waits for an answer, and what it was made for. */
export type EscrowKey = SealKey & {
  account_id: string;
  subject: string;
  /** SHA-256 of the form it was made for, hex. */
  form_hash: string;
  /** Milliseconds since the epoch. */
  created_at: number;
};

const storeName = "seal-keys";

/** Whether this browser can keep a key: it needs a secure context, WebCrypto and IndexedDB. */
export function canEscrow(): boolean {
  return globalThis.isSecureContext === true && "subtle" in crypto && "indexedDB" in globalThis;
}

/** Makes a key pair and keeps it in IndexedDB until `deleteKey`. Rejects when the browser does not let it. */
export async function newEscrowKey(
  made: Pick<EscrowKey, "account_id" | "subject"> & { form: string },
): Promise<EscrowKey> {
  const { form, ...owner } = made;
  const key = { ...(await newSealKey()), ...owner, form_hash: await sha256(form), created_at: Date.now() };
  // On the disk before anything is sealed to it: a browser that crashes must still have it.
  await inStore("readwrite", (store) => store.put(key), "strict");
  return key;
}

/** The key with this public half, if this browser has it. */
export async function findKey(public_key: string): Promise<EscrowKey | undefined> {
  const found: EscrowKey | undefined = await inStore("readonly", (store) => store.get(public_key));
  return found;
}

/** The public halves of all keys this browser has. */
export async function publicKeys(): Promise<Set<string>> {
  const keys = await inStore("readonly", (store) => store.getAllKeys());
  return new Set(keys.map(String));
}

/** Shreds a key: what is sealed to it can be opened by nobody from then on. */
export async function deleteKey(public_key: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(public_key));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
  durability: IDBTransactionDurability = "default",
): Promise<Result> {
  const db = await open();
  try {
    const transaction = db.transaction(storeName, mode, { durability });
    const request = work(transaction.objectStore(storeName));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("The browser gave up."));
    });
    return request.result;
  } finally {
    db.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("latchkey", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "public_key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser did not open its database."));
  });
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
