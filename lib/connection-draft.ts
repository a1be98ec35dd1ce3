import { z } from "@/lib/zod";

/** JSON has no NaN, which is what an empty number field holds. */
const minutes = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const policy = z
  .object({
    access_token_ttl_in_minutes: minutes,
    refresh_token_ttl_in_minutes: minutes,
    enable_single_use_refresh_tokens: z.boolean(),
    absolute_session_lifetime_in_minutes: minutes.exactOptional(),
  })
  .nullable();

/** The shape only: whether the values can be sent is for the form to say. */
const editable = {
  redirect_urls: z.array(z.string()),
  scopes: z.array(z.string()),
  user_authorized_scopes: z.array(z.string()),
  token_access_policy: policy,
};

/** A token policy alone, as a published app is enabled with. */
export const policyDraftSchema = z.object({ token_access_policy: policy });

export type PolicyDraft = z.output<typeof policyDraftSchema>;

export const createStepSchema = z.enum(["access", "lifetimes"]);

/** Part of the step-by-step create. */
export type CreateStep = z.output<typeof createStepSchema>;

/** What the create form starts with, and what is kept of it. */
export const createDraftSchema = z.object({
  values: z.object({ name: z.string(), confidential: z.boolean(), ...editable }),
  /** The preset it was filled in for. */
  preset: z.string().optional(),
  /** The step it is at; none when all fields are on one page. */
  step: createStepSchema.optional(),
});

export type CreateDraft = z.output<typeof createDraftSchema>;

/** What was entered over what, so that a change by somebody else meanwhile can be merged. */
export const editDraftSchema = z.object({ opened: z.object(editable), values: z.object(editable) });
