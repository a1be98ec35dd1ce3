import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { acknowledgement } from "@/lib/acknowledgement";
import { type CreateIntent, createIntentSchema, sealKeyHeader } from "@/lib/intents";
import { ApiError, problemTypes } from "@/lib/problems";
import { canEscrow, deleteKey, newEscrowKey } from "@/lib/secret-escrow/key-store";
import { type Given, sendOnce } from "@/lib/send-once";

export type Creation = {
  body: CreateRequest;
  /** Codes of the warnings that the person has accepted. */
  acknowledged?: readonly string[];
};

type Owner = { account_id: string; subject: string };

/**
 * Creates a connection once, as `sendOnce` does. A secret comes back sealed to a key that only this browser has.
 * Throws ApiError `unsealable` when the browser cannot keep one; nothing is sent then.
 */
export async function createOnce(owner: Owner, { body, acknowledged }: Creation): Promise<CreateIntent> {
  return sendOnce(
    accountApiPaths.customAppIntegrations(owner.account_id),
    { method: "POST", body, headers: acknowledgement(acknowledged), schema: createIntentSchema },
    body.confidential ? () => sealKey(owner, JSON.stringify(body)) : undefined,
  );
}

async function sealKey({ account_id, subject }: Owner, form: string): Promise<Given> {
  try {
    if (!canEscrow()) throw new Error("No secure context, WebCrypto or IndexedDB.");
    const { public_key } = await newEscrowKey({ account_id, subject, form });
    return { headers: { [sealKeyHeader]: public_key }, undo: () => deleteKey(public_key) };
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
