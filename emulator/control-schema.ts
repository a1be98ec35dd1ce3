import { z } from "zod";
import { faultSchema } from "./faults";
import { publishedSeedsSchema } from "./seed/published";
import { seedSchema } from "./seed/seed";

const accountId = z.uuid();

const options = {
  name: z.string().min(1).max(200).optional(),
  cloud: z.enum(["AWS", "Azure", "GCP"]).optional(),
  seed: seedSchema.optional(),
  /** Left out: those every account starts with. */
  published_apps: publishedSeedsSchema.optional(),
  /** For the console's own app. Not held to the vendor's bounds, and seconds win over minutes. */
  console_token_access_policy: z
    .strictObject({
      access_token_ttl_in_seconds: z.int().min(1).optional(),
      access_token_ttl_in_minutes: z.int().min(1).optional(),
      refresh_token_ttl_in_minutes: z.int().min(1).optional(),
      enable_single_use_refresh_tokens: z.boolean().optional(),
      absolute_session_lifetime_in_minutes: z.int().min(1).optional(),
    })
    .optional(),
};

export const actionSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("create_account"), account_id: accountId.optional(), ...options }),
  z.strictObject({
    action: z.literal("create_accounts"),
    count: z.int().min(1).max(1000),
    name_prefix: z.string().min(1).max(100).default("Test account"),
    ...options,
  }),
  z.strictObject({ action: z.literal("reset_account"), account_id: accountId, ...options }),
  z.strictObject({
    action: z.literal("set_faults"),
    account_id: accountId,
    faults: z.array(faultSchema).max(100),
  }),
  z.strictObject({ action: z.literal("clear_faults"), account_id: accountId }),
  z.strictObject({ action: z.literal("revoke_tokens"), account_id: accountId }),
  z.strictObject({ action: z.literal("expire_access_tokens"), account_id: accountId }),
  z.strictObject({
    action: z.literal("set_role"),
    account_id: accountId,
    user_name: z.string(),
    account_admin: z.boolean(),
  }),
]);

export type Action = z.output<typeof actionSchema>;
