import {
  type TokenAccessPolicyInput,
  tokenAccessPolicyInputSchema,
} from "@/lib/account-api/token-access-policy";
import { blockedRedirectUrls, isBlankUrl, type SaveContext } from "@/lib/redirect-urls/judge-list";
import { isScopeToken } from "@/lib/scopes";
import { z } from "@/lib/zod";

const scopesSchema = z
  .array(
    z
      .string()
      .refine(isScopeToken, "A scope has no spaces, quotes or backslashes, and only plain ASCII characters."),
  )
  .min(1, "Choose at least one scope.");

const fields = {
  redirect_urls: z.array(z.string()),
  scopes: scopesSchema,
  user_authorized_scopes: z.array(z.string()),
  token_access_policy: tokenAccessPolicyInputSchema,
};

/** A form cannot hold undefined: there, null is "nothing set", and Databricks' default is in force. */
const formFields = { ...fields, token_access_policy: tokenAccessPolicyInputSchema.nullish() };

const nameSchema = z
  .string()
  .trim()
  .min(1, "Give the connection a name. People see it when they grant access.")
  .max(255, "Use at most 255 characters.")
  .regex(/^\P{Cc}*$/u, "Remove the line breaks and control characters.");

/** Body of a create. What means nothing is dropped: blank rows, and a policy that is not set. */
export const createRequestSchema = (context: Omit<SaveContext, "confidential" | "existing">) =>
  z
    .strictObject({ name: nameSchema, confidential: z.boolean(), ...formFields })
    .partial({ user_authorized_scopes: true })
    .check(({ value, issues }) => {
      const { redirect_urls, confidential } = value;
      issues.push(...redirectUrlIssues(redirect_urls, { ...context, confidential }), ...consentIssues(value));
    })
    .transform(asSent);

export type CreateValues = z.input<ReturnType<typeof createRequestSchema>>;
export type CreateRequest = z.output<ReturnType<typeof createRequestSchema>>;

/** Body of an update: what is left out stays as it is. Name and client type are fixed upstream. */
export const updateRequestSchema = z.strictObject(fields).partial();

export type UpdateRequest = z.output<typeof updateRequestSchema>;

/** The values of the edit form: everything an update can change. */
export const editValuesSchema = (context: SaveContext) =>
  z
    .strictObject(formFields)
    .check(({ value, issues }) => {
      issues.push(...redirectUrlIssues(value.redirect_urls, context));
    })
    .transform(asSent);

export type EditValues = z.input<ReturnType<typeof editValuesSchema>>;

type Formed = { redirect_urls: string[]; token_access_policy?: TokenAccessPolicyInput | null | undefined };

function asSent<Body extends Formed>({ token_access_policy, ...body }: Body) {
  return {
    ...body,
    redirect_urls: withoutBlanks(body.redirect_urls),
    ...(token_access_policy ? { token_access_policy } : {}),
  };
}

export const withoutBlanks = (urls: readonly string[]): string[] => urls.filter((url) => !isBlankUrl(url));

/** People can only be asked to consent to what the application may ask for. */
function consentIssues({
  scopes,
  user_authorized_scopes = [],
}: {
  scopes: readonly string[];
  user_authorized_scopes?: readonly string[] | undefined;
}) {
  return user_authorized_scopes.flatMap((scope, index) =>
    scopes.includes(scope)
      ? []
      : [
          {
            code: "custom" as const,
            input: scope,
            path: ["user_authorized_scopes", index],
            message: `People cannot be asked for consent to ${scope}: it is not among the scopes.`,
          },
        ],
  );
}

/** Why a list of redirect URLs cannot be saved: at most one issue per URL, the first one that is in the way. */
export function redirectUrlIssues(redirect_urls: readonly string[], context: SaveContext) {
  const first = new Map(
    blockedRedirectUrls(redirect_urls, context)
      .toReversed()
      .map((blocked) => [blocked.index, blocked]),
  );
  return [...first.values()]
    .toSorted((a, b) => (a.index ?? -1) - (b.index ?? -1))
    .map(({ index, title, remedy }) => ({
      code: "custom" as const,
      input: index === undefined ? redirect_urls : redirect_urls[index],
      path: ["redirect_urls", ...(index === undefined ? [] : [index])],
      message: `${title}. ${remedy}`,
    }));
}
