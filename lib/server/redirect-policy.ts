import "server-only";
import { acknowledgedCodes } from "@/lib/acknowledgement";
import { redirectUrlWarnings, type SaveContext } from "@/lib/redirect-urls/judge-list";
import { env } from "@/lib/server/env";
import { Failure } from "@/lib/server/failure";

/** What every redirect URL is checked against on this server. */
export function redirectContext(): Pick<SaveContext, "consoleOrigin" | "strict"> {
  const { origin, redirectPolicy } = env();
  return { consoleOrigin: origin, strict: redirectPolicy === "strict" };
}

/**
 * Refuses a list with a warning that nobody has accepted. Throws Failure `unacknowledged`, which names each such
 * warning. Only what this request says of itself is judged: other connections of the account are not read.
 */
export function refuseUnacknowledged(
  request: Request,
  redirect_urls: readonly string[],
  context: SaveContext,
): void {
  const accepted = acknowledgedCodes(request.headers);
  const missing = redirectUrlWarnings(redirect_urls, context).filter(({ code }) => !accepted.has(code));
  if (missing.length === 0) return;
  throw new Failure("unacknowledged", "Nothing was changed.", {
    errors: missing.map(({ index, title, explanation }) => ({
      field: index === undefined ? "redirect_urls" : `redirect_urls.${index}`,
      message: `${title}. ${explanation}`,
    })),
  });
}
