import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import type { AdapterAccount } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { paths } from "@/lib/paths";
import { appendAudit } from "@/lib/server/audit/append";
import { recordFailedSignIn } from "@/lib/server/audit/failed-sign-ins";
import { ofSession } from "@/lib/server/audit/of-session";
import type { Account } from "@/lib/server/configuration";
import { endAndRecord } from "@/lib/server/end-session";
import { env } from "@/lib/server/env";
import { errorFields, log } from "@/lib/server/log";
import { Secret } from "@/lib/server/secret";
import { cookieName, hashSessionToken, sessionCookieName } from "@/lib/server/session";
import { database } from "@/lib/server/store/database";
import {
  deleteExpiredSessions,
  findSession,
  insertSession,
  type SessionRow,
} from "@/lib/server/store/sessions";
import { inTransaction } from "@/lib/server/store/transaction";
import { issuer } from "@/lib/server/token-endpoint";
import { sealTokens } from "@/lib/server/token-vault";
import { z } from "@/lib/zod";

/** Seconds a session lasts at most, however busy it is. */
const sessionMaxAge = 8 * 60 * 60;
/** Seconds a sign-in may take. */
const signInMaxAge = 10 * 60;

/** What the console asks for: the account API, a refresh token, and who signed in. */
const consoleScopes = "all-apis offline_access openid profile email";

const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  name: z.string().optional(),
  email: z.string().optional(),
  preferred_username: z.string().optional(),
});

/**
 * next-auth's options for one request. Each sign-in makes a new session row that holds its tokens, so the
 * adapter keeps what the steps of a callback pass on (person, then tokens, then session) in this closure.
 * `currentCookie` is the session cookie the request came with: a new sign-in ends that session.
 */
export function authOptions(currentCookie: string | undefined): AuthOptions {
  const { accounts, origin, secret } = env();
  return {
    providers: accounts.map(accountProvider),
    adapter: signInAdapter(currentCookie),
    secret: secret.reveal(),
    session: {
      strategy: "database",
      maxAge: sessionMaxAge,
      updateAge: sessionMaxAge,
      generateSessionToken: () => randomBytes(32).toString("base64url"),
    },
    pages: { signIn: paths.signIn(), signOut: paths.signIn(), error: paths.signIn() },
    callbacks: { redirect: ({ url }) => safeRedirect(url, origin) },
    cookies: cookies(origin.startsWith("https:")),
    // Only codes are logged: next-auth's metadata may hold states, verifiers and answers of the provider.
    logger: {
      error: (code) => {
        log().warn({ auth: code }, "sign-in problem");
        void recordFailedSignIn(code);
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

function accountProvider(account: Account): OAuthConfig<unknown> {
  return {
    id: account.account_id,
    name: account.label,
    type: "oauth",
    wellKnown: `${issuer(account)}/.well-known/openid-configuration`,
    issuer: issuer(account),
    clientId: account.client_id,
    ...(account.client_secret ? { clientSecret: account.client_secret.reveal() } : {}),
    client: { token_endpoint_auth_method: account.client_secret ? "client_secret_post" : "none" },
    authorization: { params: { scope: consoleScopes } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    profile(claims: unknown) {
      const { sub, name, email, preferred_username } = claimsSchema.parse(claims);
      const address = email ?? preferred_username ?? sub;
      return { id: sub, name: name ?? address, email: address };
    },
  };
}

const tokensSchema = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_at: z.number(),
});

function signInAdapter(currentCookie: string | undefined): NonNullable<AuthOptions["adapter"]> {
  let person = { id: "", name: "", email: "", emailVerified: null };
  let linked: AdapterAccount | undefined;
  return {
    createUser: (user: { name?: string | null; email: string }) => {
      person = { ...person, id: randomUUID(), name: user.name ?? user.email, email: user.email };
      return person;
    },
    linkAccount: (account: AdapterAccount) => {
      linked = account;
    },
    createSession: async (session) => {
      if (!linked) throw new Error("A session needs the tokens of its sign-in.");
      const token_hash = hashSessionToken(session.sessionToken);
      const { access_token, refresh_token, expires_at } = tokensSchema.parse(linked);
      const db = await database();
      const tokens = sealTokens(
        {
          access_token: new Secret(access_token),
          refresh_token: refresh_token === undefined ? undefined : new Secret(refresh_token),
          obtained_at: Date.now(),
          expires_at: expires_at * 1000,
        },
        token_hash,
        1,
      );
      const row: SessionRow = {
        token_hash,
        account_id: linked.provider,
        subject: linked.providerAccountId,
        name: person.name,
        email: person.email,
        created_at: Date.now(),
        expires_at: session.expires.getTime(),
        tokens,
        tokens_version: 1,
        refreshing_until: null,
      };
      // Nobody is signed in without a record of it.
      await inTransaction(db, async (transaction, again) => {
        // A try of which no answer came may have stored it.
        if (again && (await findSession(transaction, token_hash, Date.now()))) return;
        await insertSession(transaction, row);
        await appendAudit(transaction, { event: "auth.login.ok", ...ofSession(row) });
      });
      await deleteExpiredSessions(db, Date.now()).catch((error: unknown) =>
        log().error(errorFields(error), "expired sessions could not be deleted"),
      );
      if (currentCookie) await endAndRecord(hashSessionToken(currentCookie), "auth.session.ended");
      return session;
    },
    deleteSession: (sessionToken) => endAndRecord(hashSessionToken(sessionToken), "auth.logout"),
    // People and their accounts belong to Databricks; every sign-in starts from its ID token alone.
    getUser: () => null,
    getUserByAccount: () => null,
    getUserByEmail: () => null,
    getSessionAndUser: () => null,
    updateUser: () => person,
    updateSession: () => null,
  };
}

/** Only pages of this console; anything else leads to its start page. */
function safeRedirect(url: string, origin: string): string {
  const target = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
  const isOurs = target?.origin === origin && /^\/(accounts\/[\w-]+(\/|$)|sign-in$)/.test(target.pathname);
  return target && isOurs ? `${origin}${target.pathname}${target.search}` : `${origin}/`;
}

function cookies(secure: boolean): NonNullable<AuthOptions["cookies"]> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const brief = { ...options, maxAge: signInMaxAge };
  return {
    sessionToken: { name: sessionCookieName(), options },
    csrfToken: { name: cookieName("csrf"), options },
    callbackUrl: { name: cookieName("callback"), options: brief },
    state: { name: cookieName("state"), options: brief },
    pkceCodeVerifier: { name: cookieName("pkce"), options: brief },
    nonce: { name: cookieName("nonce"), options: brief },
  };
}
