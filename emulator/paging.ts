import { createHash, createHmac, randomBytes } from "node:crypto";
import { ApiError, invalidFields } from "./api-errors";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./assumptions";
import type { FaultPlan } from "./fault-plan";

const key = randomBytes(32);

export type PageRequest = { size: number; after: number; bound: string; emptyFirst: boolean };

/** `after` is the position of the last row shown; `real` marks the token an empty page was sent with. */
type Token = { after: number; bound: string; real: boolean };

const BEGINNING = -1;

/** Reads `page_size` and `page_token`. A token belongs to the list and the filters it was given out for. */
export const readPage = (query: URLSearchParams, list: string, faults: FaultPlan): PageRequest => {
  const bound = fingerprint(query, list);
  const size = pageSize(query.get("page_size"));
  const mode = faults.get("page_tokens")?.mode;
  const given = query.get("page_token") ?? "";
  if (given === "") return { size, after: BEGINNING, bound, emptyFirst: mode === "empty_pages" };
  const token = mode === "refuse" ? undefined : decode(given);
  if (token?.bound !== bound)
    throw new ApiError("INVALID_PARAMETER_VALUE", "Invalid page token.", [tokenViolation]);
  return { size, after: token.after, bound, emptyFirst: mode === "empty_pages" && !token.real };
};

/**
 * One page of `items`, which are in order of position. As tokens name a position and not a count, rows added or
 * removed meanwhile move no other row to another page.
 */
export const pageOf = <T extends { position: number }>(
  items: Iterable<T>,
  page: PageRequest,
  faults: FaultPlan,
): { items: readonly T[]; next_page_token: string | undefined } => {
  const { after, bound } = page;
  if (page.emptyFirst) return { items: [], next_page_token: encode({ after, bound, real: true }) };
  const shown: T[] = [];
  let more = false;
  for (const item of items) {
    if (item.position <= after) continue;
    more = shown.length === page.size;
    if (more) break;
    shown.push(item);
  }
  const last = more ? shown.at(-1) : undefined;
  if (last) return { items: shown, next_page_token: encode({ after: last.position, bound, real: false }) };
  const loops = faults.get("page_tokens")?.mode === "loop";
  return {
    items: shown,
    next_page_token: loops ? encode({ after: BEGINNING, bound, real: false }) : undefined,
  };
};

const tokenViolation = { field: "page_token", description: "Unknown token, or given out for another query." };

const pageSize = (given: string | null): number => {
  if (given === null) return DEFAULT_PAGE_SIZE;
  const size = Number(given);
  if (!/^\d+$/.test(given) || size > MAX_PAGE_SIZE) {
    throw invalidFields([
      { field: "page_size", description: `must be a whole number of at most ${MAX_PAGE_SIZE}` },
    ]);
  }
  return size === 0 ? DEFAULT_PAGE_SIZE : size;
};

const fingerprint = (query: URLSearchParams, list: string): string => {
  const filters = [...query].filter(([name]) => name !== "page_size" && name !== "page_token").sort();
  return createHash("sha256")
    .update(JSON.stringify([list, filters]))
    .digest("base64url");
};

const encode = ({ after, bound, real }: Token): string => {
  const text = [after, bound, real ? "1" : "0"].join("|");
  const signature = createHmac("sha256", key).update(text).digest("base64url");
  return Buffer.from(`${text}|${signature}`).toString("base64url");
};

/** A token is genuine when what it says encodes to it again. */
const decode = (given: string): Token | undefined => {
  const [after, bound = "", real] = Buffer.from(given, "base64url").toString("utf8").split("|");
  const token = { after: Number(after), bound, real: real === "1" };
  return encode(token) === given ? token : undefined;
};
