import { z } from "zod";
import { invalidFields } from "./api-errors";
import {
  NAME_MAX_LENGTH,
  REDIRECT_URL_MAX_LENGTH,
  REFUSED_REDIRECT_SCHEMES,
  SCOPE_FORM,
} from "./assumptions";
import { parseWith } from "./request-body";
import { tokenPolicySchema } from "./token-policy";

const redirectUrl = z
  .string()
  .min(1)
  .max(REDIRECT_URL_MAX_LENGTH)
  .superRefine((value, context) => {
    const complaint = redirectComplaint(value);
    if (complaint !== undefined) context.addIssue({ code: "custom", message: complaint });
  });

const scope = z.string().regex(SCOPE_FORM, "is not a scope");

const updatable = {
  redirect_urls: z.array(redirectUrl),
  scopes: z.array(scope),
  user_authorized_scopes: z.array(scope),
  token_access_policy: tokenPolicySchema,
};

const createSchema = z.strictObject({
  name: z
    .string()
    .max(NAME_MAX_LENGTH)
    .refine((name) => name.trim() !== "", "must not be blank"),
  confidential: z.boolean().default(false),
  is_agent: z.boolean().default(false),
  redirect_urls: updatable.redirect_urls.default([]),
  scopes: updatable.scopes.optional(),
  user_authorized_scopes: updatable.user_authorized_scopes.default([]),
  token_access_policy: updatable.token_access_policy.prefault({}),
});

const updateSchema = z.strictObject(updatable).partial();

export const parseCreate = (body: unknown): z.output<typeof createSchema> => parseWith(createSchema, body);

export const parseUpdate = (body: unknown): z.output<typeof updateSchema> => parseWith(updateSchema, body);

/** Concerns two fields of which an update may give only one, so it is asked of the merged result. */
export const checkConsent = (scopes: readonly string[], userAuthorizedScopes: readonly string[]): void => {
  const violations = userAuthorizedScopes.flatMap((name, index) =>
    scopes.includes(name)
      ? []
      : [{ field: `user_authorized_scopes[${index}]`, description: `'${name}' is not among the scopes` }],
  );
  if (violations.length > 0) throw invalidFields(violations);
};

const unprintable = /[\s\p{Cc}]/u;

const redirectComplaint = (value: string): string | undefined => {
  if (unprintable.test(value)) return "must not contain white space or control characters";
  if (!URL.canParse(value)) return "must be an absolute URL";
  const { protocol } = new URL(value);
  if (REFUSED_REDIRECT_SCHEMES.includes(protocol)) return `must not use the scheme '${protocol}'`;
  if (/^https?:/i.test(value) && !/^https?:\/\/[^/]/i.test(value)) return "must name a host";
  if (value.includes("#")) return "must not have a fragment";
  return undefined;
};
