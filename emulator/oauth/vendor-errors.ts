import type { errors, KoaContextWithOIDC } from "oidc-provider";
import {
  INVALID_REFRESH_TOKEN_MESSAGE,
  unavailableClientMessage,
  unregisteredRedirectMessage,
} from "../assumptions";

type ErrorBody = { error: string; error_description?: string | undefined };

/** Errors that must not be redirected: a bare JSON document, description first. */
export const renderAuthorizeError = (
  accountId: string,
  ctx: KoaContextWithOIDC,
  out: ErrorBody,
  error: errors.OIDCProviderError | Error,
): void => {
  const clientId = textParam(ctx, "client_id");
  const redirectUri = textParam(ctx, "redirect_uri");
  ctx.type = "application/json";
  if (out.error === "invalid_redirect_uri") {
    ctx.body = document("invalid_request", unregisteredRedirectMessage(redirectUri, clientId));
  } else if (out.error === "invalid_client") {
    ctx.body = document("invalid_request", unavailableClientMessage(clientId, accountId));
  } else {
    ctx.body = document(out.error, out.error_description ?? error.message);
  }
};

/** The library's answer at the token endpoint, in the vendor's words where those are known. */
export const tokenError = (accountId: string, ctx: KoaContextWithOIDC, body: ErrorBody): ErrorBody => {
  const grantType = textParam(ctx, "grant_type");
  const isAppAskingForItself =
    grantType === "client_credentials" && ctx.oidc.client?.grantTypeAllowed(grantType) === false;
  if (isAppAskingForItself || (body.error === "invalid_client" && ctx.oidc.client === undefined)) {
    ctx.status = 401;
    return {
      error: "invalid_client",
      error_description: unavailableClientMessage(requestedClientId(ctx), accountId),
    };
  }
  if (body.error === "invalid_grant" && grantType === "refresh_token") {
    return { error: "invalid_grant", error_description: INVALID_REFRESH_TOKEN_MESSAGE };
  }
  return { error: body.error, error_description: body.error_description };
};

const document = (error: string, description: string) => ({ error_description: description, error });

const textParam = (ctx: KoaContextWithOIDC, name: string): string => {
  const value = ctx.oidc.params?.[name] ?? ctx.oidc.body?.[name] ?? ctx.query[name];
  return typeof value === "string" ? value : "";
};

const requestedClientId = (ctx: KoaContextWithOIDC): string => {
  const [scheme, credentials = ""] = (ctx.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic") return textParam(ctx, "client_id");
  const [user = ""] = Buffer.from(credentials, "base64").toString("utf8").split(":");
  return user;
};
