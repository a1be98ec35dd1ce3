import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { paths } from "@/lib/paths";
import type { Account } from "@/lib/server/configuration";
import { findAccount } from "@/lib/server/env";
import { readSession, type Session, sessionCookieName } from "@/lib/server/session";

/** The session of whoever opens a page, if any. */
export async function currentSession(): Promise<Session | undefined> {
  return readSession((await cookies()).get(sessionCookieName())?.value);
}

/** The session and account of a page below `/accounts/[account_id]`; leads to sign-in and back without one. */
export async function requireSession(account_id: string): Promise<{ session: Session; account: Account }> {
  const account = findAccount(account_id);
  if (!account) notFound();
  const session = await currentSession();
  if (session?.account_id === account_id) return { session, account };
  const callbackUrl = (await headers()).get("x-path") ?? paths.connections(account_id);
  redirect(paths.signIn({ account_id, callbackUrl }));
}
