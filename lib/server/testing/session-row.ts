import "server-only";
import type { SessionRow } from "@/lib/server/store/sessions";

/** The time of the tests that work on rows. */
export const now = 1_800_000_000_000;

/** The row of a session that lasts for a second. */
export function row(changes: Partial<SessionRow> = {}): SessionRow {
  return {
    token_hash: "hash-a",
    account_id: "account",
    subject: "subject",
    name: "Ada",
    email: "ada@example.com",
    created_at: now,
    expires_at: now + 1_000,
    tokens: "v1.sealed",
    tokens_version: 1,
    refreshing_until: null,
    ...changes,
  };
}
