import "server-only";
import { Failure } from "@/lib/server/failure";

/** The paging parameters of a list call, plus the `others` this list knows. Anything else is refused. */
export function listQuery(search: URLSearchParams, others: readonly string[]): URLSearchParams {
  const known = new Set(["page_size", "page_token", ...others]);
  for (const name of search.keys())
    if (!known.has(name)) throw new Failure("invalid", "The query has an unknown parameter.");
  return search;
}
