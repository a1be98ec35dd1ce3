import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { z } from "@/lib/zod";

const storageKey = (account_id: string) => `latchkey.draft.${account_id}`;

/** The shape only: whether the values can be sent is for the form to say. */
const draftSchema = z.object({
  name: z.string(),
  confidential: z.boolean(),
  redirect_urls: z.array(z.string()),
  scopes: z.array(z.string()),
  user_authorized_scopes: z.array(z.string()),
  token_access_policy: z.object({
    access_token_ttl_in_minutes: z.number(),
    refresh_token_ttl_in_minutes: z.number(),
    enable_single_use_refresh_tokens: z.boolean(),
    absolute_session_lifetime_in_minutes: z.number().exactOptional(),
  }),
}) satisfies z.ZodType<CreateValues>;

/** Keeps values for the create form in this tab. They hold no secret: a connection's own is never in a form. */
export function keepDraft(account_id: string, values: CreateValues): void {
  sessionStorage.setItem(storageKey(account_id), JSON.stringify(values));
}

/** The values kept for the create form, or undefined when there are none or they are not readable. */
export function readDraft(account_id: string): CreateValues | undefined {
  try {
    return draftSchema.safeParse(JSON.parse(sessionStorage.getItem(storageKey(account_id)) ?? "")).data;
  } catch {
    return undefined;
  }
}
