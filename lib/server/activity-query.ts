import "server-only";
import { type ActivityFilter, activityFilterSchema } from "@/lib/activity";
import { Failure } from "@/lib/server/failure";

/** The filter in a query, but for the `others` this route knows. Anything else is refused with Failure `invalid`. */
export function activityQuery(search: URLSearchParams, others: readonly string[]): ActivityFilter {
  const given = Object.fromEntries([...search].filter(([name]) => !others.includes(name)));
  const filter = activityFilterSchema.strict().safeParse(given);
  if (filter.success) return filter.data;
  throw new Failure("invalid", "The query has a parameter that is unknown or malformed.");
}
