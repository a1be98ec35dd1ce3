import "server-only";
import { randomUUID } from "node:crypto";
import type { IntentRow } from "@/lib/server/store/intents";
import { account_id } from "@/lib/server/testing/account";
import { thisConsole } from "@/lib/server/this-console";

/** An intent of Ada's to create a confidential connection, just written down. */
export function intentRow(changes: Partial<IntentRow> = {}): IntentRow {
  const id = randomUUID();
  return {
    id,
    account_id,
    subject: "ada",
    person: "ada@example.com",
    key_hash: `hash of ${id}`,
    kind: "custom_app.create",
    name: "posit-connect",
    fingerprint: "fingerprint",
    state: "pending",
    version: 1,
    public_key: null,
    request: "{}",
    snapshot: null,
    sealed_answer: null,
    integration_id: null,
    client_id: null,
    result: null,
    looks: 0,
    look_at: null,
    created_at: 1_800_000_000_000,
    sent_at: null,
    updated_at: 1_800_000_000_000,
    expires_at: null,
    console: thisConsole(),
    seen_at: null,
    ...changes,
  };
}
