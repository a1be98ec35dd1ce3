import { z } from "zod";
import type { TokenAccessPolicy } from "./account";
import { type FieldViolation, invalidFields } from "./api-errors";
import {
  ABSOLUTE_SESSION_LIFETIME_MINUTES,
  ACCESS_TOKEN_TTL_MINUTES,
  DEFAULT_ABSOLUTE_SESSION_LIFETIME_MINUTES,
  DEFAULT_ACCESS_TOKEN_TTL_MINUTES,
  DEFAULT_REFRESH_TOKEN_TTL_MINUTES,
  NAME_MAX_LENGTH,
  REDIRECT_URL_MAX_LENGTH,
  REFRESH_TOKEN_TTL_MINUTES,
  REFUSED_REDIRECT_SCHEMES,
  SCOPE_FORM,
} from "./assumptions";

const redirectUrl = z
  .string()
  .min(1)
  .max(REDIRECT_URL_MAX_LENGTH)
  .superRefine((value, context) => {
    const complaint = redirectComplaint(value);
    if (complaint !== undefined) context.addIssue({ code: "custom", message: complaint });
  });

const scope = z.string().regex(SCOPE_FORM, "is not a scope");

const minutes = ({ min, max }: { min: number; max: number }) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

const policy = z
  .strictObject({
    access_token_ttl_in_minutes: minutes(ACCESS_TOKEN_TTL_MINUTES).default(DEFAULT_ACCESS_TOKEN_TTL_MINUTES),
    refresh_token_ttl_in_minutes: minutes(REFRESH_TOKEN_TTL_MINUTES).default(
      DEFAULT_REFRESH_TOKEN_TTL_MINUTES,
    ),
    enable_single_use_refresh_tokens: z.boolean().default(false),
    absolute_session_lifetime_in_minutes: minutes(ABSOLUTE_SESSION_LIFETIME_MINUTES).optional(),
  })
  .superRefine((given, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const absolute = given.absolute_session_lifetime_in_minutes;
    if (given.refresh_token_ttl_in_minutes < given.access_token_ttl_in_minutes) {
      refuse("refresh_token_ttl_in_minutes", "must not be lower than access_token_ttl_in_minutes");
    }
    if (absolute === undefined) return;
    if (!given.enable_single_use_refresh_tokens) {
      refuse("absolute_session_lifetime_in_minutes", "is only allowed with enable_single_use_refresh_tokens");
    } else if (absolute < given.refresh_token_ttl_in_minutes) {
      refuse("absolute_session_lifetime_in_minutes", "must not be lower than refresh_token_ttl_in_minutes");
    }
  })
  .transform(withAbsoluteLifetime);

const updatable = {
  redirect_urls: z.array(redirectUrl),
  scopes: z.array(scope),
  user_authorized_scopes: z.array(scope),
  token_access_policy: policy,
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

export const parseCreate = (body: unknown): z.output<typeof createSchema> =>
  parsed(createSchema.safeParse(body));

export const parseUpdate = (body: unknown): z.output<typeof updateSchema> =>
  parsed(updateSchema.safeParse(body));

/** Concerns two fields of which an update may give only one, so it is asked of the merged result. */
export const checkConsent = (scopes: readonly string[], userAuthorizedScopes: readonly string[]): void => {
  const violations = userAuthorizedScopes.flatMap((name, index) =>
    scopes.includes(name)
      ? []
      : [{ field: `user_authorized_scopes[${index}]`, description: `'${name}' is not among the scopes` }],
  );
  if (violations.length > 0) throw invalidFields(violations);
};

function withAbsoluteLifetime(given: TokenAccessPolicy): TokenAccessPolicy {
  if (!given.enable_single_use_refresh_tokens || given.absolute_session_lifetime_in_minutes !== undefined)
    return given;
  const filled = Math.max(DEFAULT_ABSOLUTE_SESSION_LIFETIME_MINUTES, given.refresh_token_ttl_in_minutes);
  return { ...given, absolute_session_lifetime_in_minutes: filled };
}

const parsed = <T>(result: z.ZodSafeParseResult<T>): T => {
  if (result.success) return result.data;
  const violations = result.error.issues.flatMap(violationsOf);
  // One complaint a field, the first: an empty URL is not told that it is not absolute, too.
  throw invalidFields(
    violations.filter(({ field }, index) => violations.findIndex((v) => v.field === field) === index),
  );
};

const violationsOf = (issue: z.core.$ZodIssue): FieldViolation[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((name) => ({
        field: wireName([...issue.path, name]),
        description: "is not a field of this request",
      }))
    : [{ field: wireName(issue.path), description: issue.message }];

/** `["redirect_urls", 1]` is `redirect_urls[1]`; the body itself has no name. */
const wireName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    return name === "" ? String(part) : `${name}.${String(part)}`;
  }, "");

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\s\u0000-\u001f\u007f]/;

const redirectComplaint = (value: string): string | undefined => {
  if (unprintable.test(value)) return "must not contain white space or control characters";
  if (!URL.canParse(value)) return "must be an absolute URL";
  const { protocol } = new URL(value);
  if (REFUSED_REDIRECT_SCHEMES.includes(protocol)) return `must not use the scheme '${protocol}'`;
  if (/^https?:/i.test(value) && !/^https?:\/\/[^/]/i.test(value)) return "must name a host";
  if (value.includes("#")) return "must not have a fragment";
  return undefined;
};
