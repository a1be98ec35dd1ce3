import "server-only";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { configurationDiff } from "@/lib/server/audit/audit-diff";
import { beginIntent, type IntentCall } from "@/lib/server/intents/begin-intent";
import { intentAnswer } from "@/lib/server/intents/intent-answer";
import { sendCreate } from "@/lib/server/intents/send-create";
import { redirectContext, refuseUnacknowledged } from "@/lib/server/redirect-policy";

/**
 * Creates a custom app integration, once however often it is asked for with the same key, and answers with the intent:
 * its secret sealed to the browser that asked, never in clear. Throws Failure `unacknowledged` for a warning nobody
 * has accepted, those of `beginIntent`, and what Databricks refused with.
 */
export async function createCustomAppIntegration(call: IntentCall, body: CreateRequest): Promise<Response> {
  const { name, redirect_urls, confidential } = body;
  refuseUnacknowledged(call.request, redirect_urls, { ...redirectContext(), confidential });
  const begun = await beginIntent(call, {
    kind: "custom_app.create",
    name,
    body,
    secret: confidential,
    diff: configurationDiff("created", body),
  });
  if (begun.is === "replay") return intentAnswer(begun.intent, "replay");
  return intentAnswer(await sendCreate(call, begun.intent, body), "new");
}
