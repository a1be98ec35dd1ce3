import { tokenAccessPolicyInputSchema } from "@/lib/account-api/token-access-policy";
import { z } from "@/lib/zod";

/**
 * An intent is one change somebody asked for, written down before Databricks is called. Its state says what is
 * known of it; `lib/server/intents/transitions.ts` says which state may follow which.
 */
export const intentStates = [
  /** Written down; Databricks has not been called. */
  "pending",
  /** Databricks is being called. From here on the outcome may be unknown. */
  "sent",
  /** Done, and there was no secret to deliver. */
  "done",
  /** Done; the secret waits, sealed to the browser that asked for it. */
  "sealed",
  /** The person has the secret. */
  "delivered",
  /** Nobody collected the secret in time; it is deleted. */
  "expired",
  /** Databricks said no. */
  "rejected",
  /** No clear answer came; it is being checked. */
  "unknown",
  /** Checked, or never sent: nothing was done. */
  "absent",
  /** Created, and its secret was lost on the way. */
  "orphan",
  /** Several connections could be the one, or what is there is neither as before nor as wanted: a person has to look. */
  "needs_you",
  /** What could not be used was deleted. */
  "repaired",
  /** What could not be used was left as it is. */
  "kept",
] as const;

/** What is asked for. The audit log calls it the same. */
export const intentKinds = [
  "custom_app.create",
  "custom_app.update",
  "custom_app.delete",
  "published_app.create",
  "published_app.update",
  "published_app.delete",
] as const;
export type IntentKind = (typeof intentKinds)[number];
/** Kinds whose answer holds no secret. */
export type ChangeKind = Exclude<IntentKind, "custom_app.create">;

export const intentStateSchema = z.enum(intentStates);
export type IntentState = z.infer<typeof intentStateSchema>;

/** Request header with 128 random bits, base64url, the same for every try of one change. */
export const idempotencyHeader = "Idempotency-Key";
/** Request header with the public key a secret is sealed to: a raw P-256 point, base64url. */
export const sealKeyHeader = "Latchkey-Seal-Key";

/** The request of a create, as it was written down. */
const intentRequestSchema = z.object({
  name: z.string(),
  confidential: z.boolean(),
  redirect_urls: z.array(z.string()),
  scopes: z.array(z.string()),
  user_authorized_scopes: z.array(z.string()).default([]),
  token_access_policy: tokenAccessPolicyInputSchema.nullish(),
});

/** What every intent tells its owner. Times are milliseconds since the epoch. */
const intentMembers = {
  id: z.string(),
  account_id: z.string(),
  subject: z.string(),
  name: z.string(),
  state: intentStateSchema,
  created_at: z.number(),
  updated_at: z.number(),
  integration_id: z.string().nullable(),
};

export const createIntentSchema = z.object({
  ...intentMembers,
  kind: z.literal("custom_app.create"),
  /** When an uncollected secret is deleted. */
  expires_at: z.number().nullable(),
  public_key: z.string().nullable(),
  sealed_answer: z.string().nullable(),
  client_id: z.string().nullable(),
  request: intentRequestSchema,
  /** Ids between which a person has to choose. */
  candidates: z.array(z.string()),
  /** False while the store does not know it: a console that ends now forgets what is known of this. */
  kept: z.boolean(),
});

/** What yields no secret: a change, a deletion, or enabling a published app. */
export const changeIntentSchema = z.object({
  ...intentMembers,
  kind: z.enum(intentKinds).exclude(["custom_app.create"]),
  /** Of a published app. */
  app_id: z.string().nullable(),
  /** It is absent because what was to be changed is not there any more. */
  gone: z.boolean(),
});

/** An intent as its owner sees it. */
export const intentSchema = z.discriminatedUnion("kind", [createIntentSchema, changeIntentSchema]);

export type CreateIntent = z.infer<typeof createIntentSchema>;
export type ChangeIntent = z.infer<typeof changeIntentSchema>;
export type Intent = CreateIntent | ChangeIntent;

export const isChange = (intent: Intent): intent is ChangeIntent => intent.kind !== "custom_app.create";

export const intentsSchema = z.object({ intents: z.array(intentSchema) });

/** What is told to every admin of the secret of a connection that was created here. */
export const secretFactsSchema = z.object({
  secret: z.object({ state: intentStateSchema, person: z.string(), at: z.number() }).nullable(),
});
