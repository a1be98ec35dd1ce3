import "server-only";
import { createHash } from "node:crypto";
import { env, findAccount } from "@/lib/server/env";
import { cachedSessionRow } from "@/lib/server/session-rows";

/** A signed-in browser: one person in one account. */
export type Session = {
  token_hash: string;
  account_id: string;
  subject: string;
  name: string;
  email: string;
  expires_at: number;
};

/** `__Host-` pins the cookie to this origin; browsers accept it over https only. */
export function sessionCookieName(): string {
  return cookieName("sid");
}

export function cookieName(part: string): string {
  return env().origin.startsWith("https:") ? `__Host-latchkey.${part}` : `latchkey.${part}`;
}

/** The store knows a session by this hash only, so that a copy of the store opens nothing. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The session a cookie value stands for, or undefined when there is none, it ended, or its account is gone from here. */
export async function readSession(cookie: string | undefined): Promise<Session | undefined> {
  if (!cookie || !/^[\w-]{43}$/.test(cookie)) return undefined;
  const row = await cachedSessionRow(hashSessionToken(cookie));
  if (!row || !findAccount(row.account_id)) return undefined;
  const { token_hash, account_id, subject, name, email, expires_at } = row;
  return { token_hash, account_id, subject, name, email, expires_at };
}
