import { int64Schema } from "@/lib/account-api/int64";
import { tokenAccessPolicyInputSchema, tokenAccessPolicySchema } from "@/lib/account-api/token-access-policy";
import { z } from "@/lib/zod";

/** An app Databricks publishes for every account. Read only. */
export const publishedAppSchema = z.looseObject({
  app_id: z.string().min(1),
  client_id: z.string().default(""),
  name: z.string().default(""),
  description: z.string().default(""),
  is_confidential_client: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  redirect_urls: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  scopes: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
});

export type PublishedApp = z.infer<typeof publishedAppSchema>;

/** That a published app is enabled in this account. The rest of the app stands in the catalogue, under `app_id`. */
export const publishedAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  app_id: z.string().min(1),
  name: z.string().default(""),
  token_access_policy: tokenAccessPolicySchema.nullish().transform((value) => value ?? undefined),
  created_by: int64Schema.optional(),
  create_time: z.string().optional(),
});

export type PublishedAppIntegration = z.infer<typeof publishedAppIntegrationSchema>;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.looseObject({
    apps: z
      .array(item)
      .nullish()
      .transform((value) => value ?? []),
    next_page_token: z
      .string()
      .nullish()
      .transform((value) => value || undefined),
  });

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
