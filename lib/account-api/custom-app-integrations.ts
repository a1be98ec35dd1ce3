import { int64Schema } from "@/lib/account-api/int64";
import { tokenAccessPolicySchema } from "@/lib/account-api/token-access-policy";
import { z } from "@/lib/zod";

/** One null must not make a whole page of a list unreadable. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const orAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/**
 * A custom app integration as list and get answer it. Proto JSON leaves out empty lists and `false`, so a
 * missing `confidential` reads as public and missing lists as empty. Members unknown here are kept.
 */
export const customAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  client_id: text,
  name: text,
  confidential: z
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
  user_authorized_scopes: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  token_access_policy: tokenAccessPolicySchema.nullish().transform((value) => value ?? undefined),
  created_by: orAbsent(int64Schema),
  creator_username: orAbsent(z.string()),
  create_time: orAbsent(z.string()),
  principal_id: orAbsent(int64Schema),
});

export type CustomAppIntegration = z.infer<typeof customAppIntegrationSchema>;

export const customAppIntegrationPageSchema = z.looseObject({
  apps: z
    .array(customAppIntegrationSchema)
    .nullish()
    .transform((value) => value ?? []),
  next_page_token: z
    .string()
    .nullish()
    .transform((value) => value || undefined),
});

export type CustomAppIntegrationPage = z.infer<typeof customAppIntegrationPageSchema>;

/** Answer to a create. `client_secret` is present for confidential clients only, and only here, once. */
export const createdCustomAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  client_secret_expire_time: z.string().optional(),
});

export type CreatedCustomAppIntegration = z.infer<typeof createdCustomAppIntegrationSchema>;
