import { int64Schema } from "@/lib/account-api/int64";
import { tokenAccessPolicySchema } from "@/lib/account-api/token-access-policy";
import { flag, orAbsent, pageOf, text, texts } from "@/lib/account-api/wire";
import { z } from "@/lib/zod";

/**
 * A custom app integration as list and get answer it. A missing `confidential` reads as public. Members
 * unknown here are kept.
 */
export const customAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  client_id: text,
  name: text,
  confidential: flag,
  redirect_urls: texts,
  scopes: texts,
  user_authorized_scopes: texts,
  token_access_policy: orAbsent(tokenAccessPolicySchema),
  created_by: orAbsent(int64Schema),
  creator_username: orAbsent(z.string()),
  create_time: orAbsent(z.string()),
  principal_id: orAbsent(int64Schema),
});

export type CustomAppIntegration = z.infer<typeof customAppIntegrationSchema>;

export const customAppIntegrationPageSchema = pageOf(customAppIntegrationSchema);

export type CustomAppIntegrationPage = z.infer<typeof customAppIntegrationPageSchema>;

/** Answer to a create. `client_secret` is present for confidential clients only, and only here, once. */
export const createdCustomAppIntegrationSchema = z.looseObject({
  integration_id: z.string().min(1),
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  client_secret_expire_time: z.string().optional(),
});

export type CreatedCustomAppIntegration = z.infer<typeof createdCustomAppIntegrationSchema>;
