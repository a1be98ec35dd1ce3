import "server-only";
import type { AuditEntry } from "@/lib/server/audit/audit-record";
import type { Session } from "@/lib/server/session";

/** Who did it, in which session and account. */
export function ofSession({
  token_hash,
  account_id,
  subject,
  email,
  name,
}: Omit<Session, "expires_at">): Pick<AuditEntry, "actor" | "session" | "account_id"> {
  return { actor: { sub: subject, email, name }, session: token_hash.slice(0, 16), account_id };
}
