import { int64Schema } from "@/lib/account-api/int64";
import { tokenAccessPolicyInputSchema, tokenAccessPolicySchema } from "@/lib/account-api/token-access-policy";
import { flag, orAbsent, pageOf, text, texts } from "@/lib/account-api/wire";
import { z } from "@/lib/zod";

/** An app Databricks publishes for every account. Read only. */
export const publishedAppSchema = z.looseObject({
  app_id: z.string().min(1),
  client_id: text,
  name: text,
  description: text,
  is_confidential_client: flag,
  redirect_urls: texts,
  scopes: texts,
});

export type PublishedApp = z.infer<typeof publishedAppSchema>;

/** That a published app is enabled in this account. The rest of the app stands in the catalogue, under `app_id`. */
export const publishedAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  app_id: z.string().min(1),
  name: text,
  token_access_policy: orAbsent(tokenAccessPolicySchema),
  created_by: orAbsent(int64Schema),
  create_time: orAbsent(z.string()),
});

export type PublishedAppIntegration = z.infer<typeof publishedAppIntegrationSchema>;

export const publishedAppPageSchema = pageOf(publishedAppSchema);
export const publishedAppIntegrationPageSchema = pageOf(publishedAppIntegrationSchema);

/** Body that enables an app. Without a policy upstream applies the app's own. */
export const enableRequestSchema = z.strictObject({
  app_id: z.string().min(1),
  token_access_policy: tokenAccessPolicyInputSchema.optional(),
});

export type EnableRequest = z.infer<typeof enableRequestSchema>;

/** Body of an update: the policy is all that can be changed. */
export const updatePublishedRequestSchema = z.strictObject({
  token_access_policy: tokenAccessPolicyInputSchema,
});

export type UpdatePublishedRequest = z.infer<typeof updatePublishedRequestSchema>;

/** Answer to enabling. */
export const enabledPublishedAppSchema = z.looseObject({ integration_id: z.string().min(1) });
