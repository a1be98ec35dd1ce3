import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { acknowledgement } from "@/lib/acknowledgement";
import { toBase64url } from "@/lib/base64url";
import { send } from "@/lib/http";
import { type Intent, idempotencyHeader, intentSchema, sealKeyHeader } from "@/lib/intents";
import { ApiError, isProblem, problemTypes } from "@/lib/problems";
import { canEscrow, deleteKey, newEscrowKey } from "@/lib/secret-escrow/key-store";

export type Creation = {
  body: CreateRequest;
  /** Codes of the warnings that the person has accepted. */
  acknowledged?: readonly string[];
};

type Attempt = { key: string; public_key: string | undefined };

/** Attempts of this page whose outcome it has not heard, by what they ask for. */
const unheard = new Map<string, Promise<Attempt>>();

/** Milliseconds between two questions about the same creation, and how often it is asked. */
const pause = 1_000;
const questions = 120;

/**
 * Creates a connection once, however often it is called with the same request: until an answer has come, the same
 * idempotency key is sent, and the server says what became of it. A secret comes back sealed to a key of this browser.
 * Throws ApiError; `offline` means that the next call goes on with the same attempt.
 */
export async function createOnce(
  { account_id, subject }: { account_id: string; subject: string },
  { body, acknowledged }: Creation,
): Promise<Intent> {
  const form = JSON.stringify([account_id, subject, body]);
  const started = unheard.get(form) ?? startAttempt({ account_id, subject }, body, form);
  unheard.set(form, started);
  try {
    const attempt = await started;
    const intent = await ask(() =>
      send(accountApiPaths.customAppIntegrations(account_id), {
        method: "POST",
        body,
        headers: {
          ...acknowledgement(acknowledged),
          [idempotencyHeader]: attempt.key,
          ...(attempt.public_key === undefined ? {} : { [sealKeyHeader]: attempt.public_key }),
        },
        schema: intentSchema,
      }),
    );
    unheard.delete(form);
    return intent;
  } catch (error) {
    // Nothing waits for what was refused, and the next try is another one.
    if (!isProblem(error, "offline", "in-flight")) {
      unheard.delete(form);
      void started.then(forget, () => undefined);
    }
    throw error;
  }
}

async function startAttempt(
  owner: { account_id: string; subject: string },
  { confidential }: CreateRequest,
  form: string,
): Promise<Attempt> {
  const key = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
  if (!confidential) return { key, public_key: undefined };
  try {
    if (!canEscrow()) throw new Error("No secure context, WebCrypto or IndexedDB.");
    return { key, public_key: (await newEscrowKey({ ...owner, form })).public_key };
  } catch {
    throw unsealable();
  }
}

function unsealable(): ApiError {
  const { status, title } = problemTypes.unsealable;
  const detail = "The secret would have nowhere to go. Nothing was sent.";
  return new ApiError({
    type: "unsealable",
    title,
    status,
    detail,
    outcome: "none",
    requestId: "",
    errors: [],
  });
}

async function forget({ public_key }: Attempt): Promise<void> {
  if (public_key !== undefined) await deleteKey(public_key).catch(() => undefined);
}

/** Asks again while the same creation is under way, and a few times when no answer comes. */
async function ask(question: () => Promise<Intent>): Promise<Intent> {
  let silent = 0;
  for (let asked = 1; ; asked++) {
    try {
      return await question();
    } catch (error) {
      if (isProblem(error, "offline")) silent += 1;
      else if (!isProblem(error, "in-flight")) throw error;
      if (silent === 3 || asked === questions) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
