import { tokenAccessPolicyInputSchema } from "@/lib/account-api/token-access-policy";
import { checkRedirectUrl } from "@/lib/redirect-urls/check-redirect-url";
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

const nameSchema = z
  .string()
  .trim()
  .min(1, "Give the connection a name. People see it when they grant access.")
  .max(255, "Use at most 255 characters.")
  .regex(/^\P{Cc}*$/u, "Remove the line breaks and control characters.");

type RedirectContext = {
  confidential: boolean;
  /** This console's own origin, which no connection should point to. */
  consoleOrigin: string;
  /** URLs the connection has already: they are taken as they are, so that it stays editable. */
  existing?: readonly string[];
};

/** Body of a create. Blank rows of the form mean nothing and are dropped. */
export const createRequestSchema = (consoleOrigin: string) =>
  z
    .strictObject({ name: nameSchema, confidential: z.boolean(), ...fields })
    .partial({ user_authorized_scopes: true })
    .check(({ value, issues }) => {
      const { redirect_urls, confidential } = value;
      issues.push(...redirectUrlIssues(redirect_urls, { confidential, consoleOrigin }));
    })
    .transform((body) => ({ ...body, redirect_urls: withoutBlanks(body.redirect_urls) }));

export type CreateValues = z.input<ReturnType<typeof createRequestSchema>>;
export type CreateRequest = z.output<ReturnType<typeof createRequestSchema>>;

/** Body of an update: what is left out stays as it is. Name and client type are fixed upstream. */
export const updateRequestSchema = z.strictObject(fields).partial();

export type UpdateRequest = z.output<typeof updateRequestSchema>;

/** The values of the edit form: everything an update can change. */
export const editValuesSchema = (context: RedirectContext) =>
  z
    .strictObject(fields)
    .check(({ value, issues }) => {
      issues.push(...redirectUrlIssues(value.redirect_urls, context));
    })
    .transform((body) => ({ ...body, redirect_urls: withoutBlanks(body.redirect_urls) }));

export type EditValues = z.input<ReturnType<typeof editValuesSchema>>;

const isBlank = (url: string): boolean => url.trim() === "";

export const withoutBlanks = (urls: readonly string[]): string[] => urls.filter((url) => !isBlank(url));

/** Why a list of redirect URLs cannot be saved: at most one issue per URL, the first one that rejects it. */
export function redirectUrlIssues(
  redirect_urls: readonly string[],
  { existing = [], ...context }: RedirectContext,
) {
  return redirect_urls.flatMap((url, index) => {
    if (isBlank(url) || existing.includes(url)) return [];
    const message =
      redirect_urls.indexOf(url) < index
        ? "This URL is in the list already."
        : rejection(checkRedirectUrl(url, { ...context, strict: false }));
    return message ? [{ code: "custom" as const, input: url, path: ["redirect_urls", index], message }] : [];
  });
}

function rejection({ findings }: ReturnType<typeof checkRedirectUrl>): string | undefined {
  const finding = findings.find(({ level }) => level === "reject");
  return finding && `${finding.title}. ${finding.remedy}`;
}
