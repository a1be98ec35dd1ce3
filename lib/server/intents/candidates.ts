import "server-only";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";

/** Milliseconds by which the clock of Databricks may differ from ours. */
const skew = 10 * 60_000;

export type Wanted = {
  request: Pick<
    CreateRequest,
    "name" | "confidential" | "redirect_urls" | "scopes" | "user_authorized_scopes"
  > & { token_access_policy?: CreateRequest["token_access_policy"] | null | undefined };
  /** Ids that were there under this name before the call, and those that other intents created. */
  others: ReadonlySet<string>;
  /** Email or subject of who asked. */
  people: readonly string[];
  /** Milliseconds since the epoch. */
  sent_at: number;
};

/** Whether a connection could have come of this create. What Databricks does not tell counts as fitting. */
export function isCandidate(
  app: CustomAppIntegration,
  { request, others, people, sent_at }: Wanted,
  now: number,
): boolean {
  return (
    !others.has(app.integration_id) &&
    app.name === request.name &&
    app.confidential === request.confidential &&
    sameSet(app.redirect_urls, request.redirect_urls) &&
    sameSet(app.scopes, request.scopes) &&
    sameSet(app.user_authorized_scopes, request.user_authorized_scopes ?? []) &&
    hasPolicy(app, request.token_access_policy) &&
    isBy(app.creator_username, people) &&
    isWithin(app.create_time, sent_at - skew, now + skew)
  );
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [new Set(some), new Set(others)];
  return a.size === b.size && [...a].every((each) => b.has(each));
}

/** Upstream fills in what was not sent, so only what was sent is compared. */
function hasPolicy(
  { token_access_policy = {} }: CustomAppIntegration,
  wanted: Wanted["request"]["token_access_policy"],
): boolean {
  const actual: Record<string, unknown> = token_access_policy;
  // Proto JSON leaves out false and zero.
  return Object.entries(wanted ?? {}).every(
    ([field, value]) => (actual[field] ?? false) === (value ?? false),
  );
}

function isBy(creator: string | undefined, people: readonly string[]): boolean {
  return creator === undefined || people.some((each) => each.toLowerCase() === creator.toLowerCase());
}

function isWithin(create_time: string | undefined, from: number, to: number): boolean {
  const at = Date.parse(create_time ?? "");
  return Number.isNaN(at) || (at >= from && at <= to);
}
