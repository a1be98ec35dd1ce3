import { randomBytes } from "node:crypto";
import type { Client, JWKS, KoaContextWithOIDC } from "oidc-provider";
import { InvalidScope } from "oidc-provider/lib/helpers/errors.js";
import { Check, Prompt } from "oidc-provider/lib/helpers/interaction_policy/index.js";
import { Provider } from "oidc-provider/lib/provider.js";
import type { Account } from "../account";
import {
  AUTHORIZATION_CODE_TTL_SECONDS,
  BUILT_IN_ACCESS_TOKEN_TTL_SECONDS,
  REFRESH_TOKEN_TTL_MINUTES,
  SCOPE_FORM,
  SIGN_IN_TTL_SECONDS,
} from "../assumptions";
import { clientMetadata, findClient, type OAuthClient } from "./clients";
import { accessTokenSeconds, refreshTokenSeconds } from "./lifetimes";
import type { TokenStore } from "./token-store";
import { renderAuthorizeError } from "./vendor-errors";

const cookieKeys = [randomBytes(32).toString("hex")];

/** The OAuth server of one account, at `{origin}/oidc/accounts/{account_id}`. */
export const newProvider = (account: Account, origin: string, store: TokenStore, jwks: JWKS): Provider => {
  const clientOf = (client: Client): OAuthClient => {
    const found = findClient(account, client.clientId);
    if (!found) throw new Error(`client ${client.clientId} disappeared during a request`);
    return found;
  };

  const provider: Provider = new Provider(`${origin}/oidc/accounts/${account.account_id}`, {
    jwks,
    adapter: (model) => (model === "Client" ? clientAdapter(account, store) : store.adapter(model)),
    routes: { authorization: "/v1/authorize", token: "/v1/token", jwks: "/jwks.json" },
    scopes: ["openid", "profile", "email", "offline_access", "all-apis", "sql"],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], email: ["email"] },
    conformIdTokenClaims: false,
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    // No session is remembered: the cookie that would carry it is never sent back, so every sign-in asks who it is.
    cookies: {
      keys: cookieKeys,
      long: { signed: true, path: "/never-requested" },
      short: { signed: true, httpOnly: true, sameSite: "lax" },
    },
    expiresWithSession: () => false,
    pkce: { required: (_ctx, client) => clientOf(client).client_secret === undefined },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      clientCredentials: { enabled: true },
      // Access tokens are JWTs for one audience, the account's API.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `${origin}/api/2.0/accounts/${account.account_id}`,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx) => ({
          audience: account.account_id,
          accessTokenFormat: "jwt",
          scope: grantedScope(ctx),
        }),
      },
    },
    // Registered so that this runs last on every authorization request; the parameter itself means nothing.
    extraParams: { scope_checked: (ctx, _value, client) => checkScope(ctx, clientOf(client)) },
    interactions: {
      policy: [
        new Prompt(
          { name: "login", requestable: true },
          new Check(
            "nobody_chosen",
            "nobody is signed in",
            "login_required",
            (ctx) => !ctx.oidc.result?.login,
          ),
        ),
        new Prompt({ name: "consent", requestable: true }),
      ],
      url: (_ctx, interaction) => `/oidc/accounts/${account.account_id}/sign-in/${interaction.uid}`,
    },
    findAccount: (_ctx, subject) => {
      const person = account.people.find(({ user_name }) => user_name === subject);
      if (!person) return undefined;
      const claims = { name: person.display_name, preferred_username: subject, email: subject };
      return { accountId: subject, claims: () => ({ sub: subject, ...claims }) };
    },
    loadExistingGrant: async (ctx) => {
      const { client, account: person } = ctx.oidc;
      if (!client || !person) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: person.accountId });
      const scope = requestedScope(ctx);
      grant.addOIDCScope(scope);
      grant.addResourceScope(`${origin}/api/2.0/accounts/${account.account_id}`, scope);
      await grant.save();
      return grant;
    },
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed("refresh_token") && source.scopes.has("offline_access"),
    rotateRefreshToken: ({ oidc }) =>
      oidc.client !== undefined && clientOf(oidc.client).token_access_policy.enable_single_use_refresh_tokens,
    ttl: {
      AccessToken: (_ctx, _token, client) => accessTokenSeconds(clientOf(client).token_access_policy),
      RefreshToken: (_ctx, token, client) =>
        refreshTokenSeconds(
          clientOf(client).token_access_policy,
          token.iiat ?? Math.floor(Date.now() / 1000),
        ),
      ClientCredentials: BUILT_IN_ACCESS_TOKEN_TTL_SECONDS,
      IdToken: BUILT_IN_ACCESS_TOKEN_TTL_SECONDS,
      AuthorizationCode: AUTHORIZATION_CODE_TTL_SECONDS,
      Interaction: SIGN_IN_TTL_SECONDS,
      Session: SIGN_IN_TTL_SECONDS,
      Grant: 2 * REFRESH_TOKEN_TTL_MINUTES.max * 60,
    },
    renderError: (ctx, out, error) => renderAuthorizeError(account.account_id, ctx, out, error),
  });

  provider.Client.prototype.redirectUriAllowed = function (this: Client, redirectUri: string) {
    return findClient(account, this.clientId)?.redirect_urls.includes(redirectUri) ?? false;
  };
  Object.defineProperty(provider.RefreshToken.prototype, "generateTokenId", {
    value: () => `doau${randomBytes(16).toString("hex")}`,
  });
  return provider;
};

const clientAdapter = (account: Account, store: TokenStore) => ({
  ...store.adapter("Client"),
  find: async (clientId: string) => {
    const client = findClient(account, clientId);
    return client && clientMetadata(client);
  },
});

/**
 * The library drops `offline_access` unless consent is asked for, and lets unknown scopes pass. Here consent is given
 * by signing in, and what was not registered is refused.
 */
const checkScope = (ctx: KoaContextWithOIDC, client: OAuthClient): void => {
  const scope = ctx.query.scope;
  if (typeof scope !== "string" || scope === "") throw new InvalidScope("scope is required", "");
  for (const name of scope.split(" ")) {
    if (!client.scopes.includes(name))
      throw new InvalidScope(`Scope '${name}' is not allowed for this application`, name);
  }
  if (ctx.oidc.params) ctx.oidc.params.scope = scope;
};

/** A refreshed token has the scopes of its sign-in, whatever the app has been given or lost since. */
const grantedScope = (ctx: KoaContextWithOIDC): string => {
  const { RefreshToken, AuthorizationCode } = ctx.oidc.entities;
  const granted = RefreshToken?.scope ?? AuthorizationCode?.scope;
  if (granted !== undefined) return granted;
  const { params } = ctx.oidc;
  if (params?.grant_type === "client_credentials") {
    params.scope ??= "all-apis";
    for (const name of requestedScope(ctx).split(" ")) {
      if (!SCOPE_FORM.test(name)) throw new InvalidScope(`Scope '${name}' is not valid`, name);
    }
  }
  return requestedScope(ctx);
};

const requestedScope = (ctx: KoaContextWithOIDC): string =>
  typeof ctx.oidc.params?.scope === "string" ? ctx.oidc.params.scope : "";
