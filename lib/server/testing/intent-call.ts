import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { type CreateIntent, createIntentSchema, idempotencyHeader, sealKeyHeader } from "@/lib/intents";
import { readCreatedAnswer } from "@/lib/secret-escrow/created-answer";
import { newSealKey, openSealed, type SealKey } from "@/lib/secret-escrow/open-sealed";
import { callAsPerson } from "@/lib/server/call-as-person";
import { createCustomAppIntegration } from "@/lib/server/create-custom-app-integration";
import type { SessionRow } from "@/lib/server/store/sessions";
import { account_id, testAccount } from "@/lib/server/testing/account";
import { consoleOrigin } from "@/lib/server/testing/environment";
import { storeSession } from "@/lib/server/testing/session";

export const newKey = () => randomBytes(16).toString("base64url");

export const createBody = (changes: Partial<CreateRequest> = {}): CreateRequest => ({
  name: "posit-connect",
  confidential: true,
  redirect_urls: ["https://connect.example.com/cb"],
  scopes: ["sql"],
  user_authorized_scopes: [],
  ...changes,
});

/** A browser that is signed in to the account at `host`, by default as Ada. */
export async function browserAt(host: string, changes: Partial<SessionRow> = {}) {
  const account = testAccount(host);
  const session = await storeSession({}, changes);
  const seal_key: SealKey = await newSealKey();
  const callWith = (headers: Record<string, string>) => {
    const url = `${consoleOrigin}${accountApiPaths.customAppIntegrations(account_id)}`;
    const request = new NextRequest(url, { method: "POST", headers });
    return {
      request,
      requestId: randomUUID(),
      account,
      session,
      upstream: (call: Parameters<typeof callAsPerson>[1]) =>
        callAsPerson({ account, token_hash: session.token_hash }, call),
    };
  };
  return {
    session,
    callWith,
    /** Creates with these headers; `as it is` stands for this browser's seal key. */
    createWith(headers: Record<string, string>): Promise<Response> {
      const key = headers[sealKeyHeader] === "as it is" ? { [sealKeyHeader]: seal_key.public_key } : {};
      return createCustomAppIntegration(callWith({ ...headers, ...key }), createBody());
    },
    /** Creates; resolves with the intent, or throws the Failure that the route would answer with. */
    async create(
      body = createBody(),
      key = newKey(),
    ): Promise<CreateIntent & { status: number; replayed: boolean }> {
      const call = callWith({ [idempotencyHeader]: key, [sealKeyHeader]: seal_key.public_key });
      const response = await createCustomAppIntegration(call, body);
      const replayed = response.headers.has("Idempotency-Replayed");
      return { ...createIntentSchema.parse(await response.json()), status: response.status, replayed };
    },
    /** The secret inside a sealed intent. */
    async open(intent: CreateIntent): Promise<string | undefined> {
      const context = { ...intent, intent_id: intent.id };
      const bytes = await openSealed(intent.sealed_answer ?? "", seal_key, context);
      return bytes && readCreatedAnswer(bytes).client_secret;
    },
  };
}
