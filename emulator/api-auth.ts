import type { MiddlewareHandler } from "hono";
import type { Account } from "./account";
import { ApiError } from "./api-errors";
import { NOT_ADMIN_MESSAGE } from "./assumptions";
import type { ApiEnv, CallEnv } from "./http";
import type { AccessToken } from "./oauth/access-tokens";
import { findClient } from "./oauth/clients";
import type { World } from "./world";

export type Caller = { id: bigint; user_name: string; account_admin: boolean; scopes: readonly string[] };

const bearer = (header: string | undefined): string | undefined =>
  /^Bearer ([^\s]+)$/i.exec(header ?? "")?.[1];

/** Notes who calls, for the ledger, even when a fault answers before anybody looks at the token. */
export const identifyCaller =
  (world: World): MiddlewareHandler<CallEnv> =>
  async (c, next) => {
    const token = world.accessTokens.find(bearer(c.req.header("authorization")) ?? "");
    if (token) Object.assign(c.var.call, { client_id: token.client_id, person: token.subject });
    await next();
  };

/** Lets account admins with a good token of this account pass. Which scopes a call needs is its own matter. */
export const requireAdmin =
  (world: World): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const value = bearer(c.req.header("authorization"));
    if (value === undefined) {
      throw new ApiError(
        "UNAUTHENTICATED",
        "Credential was not sent or was of an unsupported type for this API.",
      );
    }
    const caller = callerOf(c.var.account, world.accessTokens.find(value));
    if (!caller.account_admin) throw new ApiError("PERMISSION_DENIED", NOT_ADMIN_MESSAGE);
    c.set("caller", caller);
    await next();
  };

export const requireScope =
  (scopes: readonly string[]): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (!scopes.some((scope) => c.var.caller.scopes.includes(scope))) {
      throw new ApiError(
        "PERMISSION_DENIED",
        `Provided OAuth token does not have required scopes: ${scopes.at(-1) ?? "all-apis"}`,
      );
    }
    await next();
  };

const callerOf = (account: Account, token: AccessToken | undefined): Caller => {
  if (!token) throw new ApiError("UNAUTHENTICATED", "Invalid access token.");
  if (token.account_id !== account.account_id) {
    throw new ApiError("UNAUTHENTICATED", "Invalid access token: it was issued for another account.");
  }
  if (token.expires_at <= Date.now()) throw new ApiError("UNAUTHENTICATED", "Access token is expired.");
  if (!findClient(account, token.client_id)) {
    throw new ApiError("UNAUTHENTICATED", "Invalid access token: its OAuth application no longer exists.");
  }
  const { service_principal } = account;
  if (token.subject === service_principal.application_id) {
    return { id: service_principal.id, user_name: token.subject, account_admin: true, scopes: token.scopes };
  }
  const person = account.people.find(({ user_name }) => user_name === token.subject);
  if (!person) throw new ApiError("UNAUTHENTICATED", "Invalid access token: its user no longer exists.");
  return { ...person, scopes: token.scopes };
};
