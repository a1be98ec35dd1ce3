import type { AdapterPayload } from "oidc-provider";
import type { Account, TokenAccessPolicy } from "../account";
import { BUILT_IN_REFRESH_TOKEN_TTL_MINUTES } from "../assumptions";
import { appByClient } from "../seed/catalogue";

/** What the OAuth server needs to know of an app, whoever registered it. */
export type OAuthClient = {
  kind: "custom" | "published" | "service_principal";
  client_id: string;
  name: string;
  client_secret: string | undefined;
  redirect_urls: readonly string[];
  scopes: readonly string[];
  token_access_policy: TokenAccessPolicy;
};

const builtInPolicy: TokenAccessPolicy = {
  access_token_ttl_in_minutes: 60,
  refresh_token_ttl_in_minutes: BUILT_IN_REFRESH_TOKEN_TTL_MINUTES,
  enable_single_use_refresh_tokens: false,
};

export const findClient = (account: Account, clientId: string): OAuthClient | undefined =>
  customClient(account, clientId) ??
  servicePrincipalClient(account, clientId) ??
  publishedClient(account, clientId);

const customClient = (account: Account, clientId: string): OAuthClient | undefined => {
  const integration = account.integrations_by_client.get(clientId);
  if (!integration || !hasPropagated(account, integration)) return undefined;
  return { kind: "custom", ...integration };
};

/** An app of the catalogue is a client while it is enabled; some are always, with the built-in policy then. */
const publishedClient = (account: Account, clientId: string): OAuthClient | undefined => {
  const app = appByClient(clientId);
  if (!app) return undefined;
  const integration = account.published.get(app.app_id);
  const enabled = integration && hasPropagated(account, integration) ? integration : undefined;
  if (!enabled && !app.always_available) return undefined;
  return {
    kind: "published",
    client_id: app.client_id,
    name: app.name,
    client_secret: undefined,
    redirect_urls: app.redirect_urls,
    scopes: app.scopes,
    token_access_policy: enabled?.token_access_policy ?? builtInPolicy,
  };
};

const hasPropagated = ({ faults }: Account, { created_at }: { created_at: number }): boolean =>
  created_at + (faults.get("propagation_delay")?.ms ?? 0) <= Date.now();

const servicePrincipalClient = ({ service_principal }: Account, clientId: string): OAuthClient | undefined =>
  clientId === service_principal.application_id
    ? {
        kind: "service_principal",
        client_id: service_principal.application_id,
        name: "Service principal",
        client_secret: service_principal.client_secret,
        redirect_urls: [],
        scopes: [],
        token_access_policy: builtInPolicy,
      }
    : undefined;

/**
 * The library checks redirect URLs by rules of its own (no custom schemes, for one); the account decides instead, so
 * what it is told here is only that there is one.
 */
const REDIRECT_DECIDED_BY_ACCOUNT = "https://redirect.invalid/";

export const clientMetadata = (client: OAuthClient): AdapterPayload => ({
  client_id: client.client_id,
  client_name: client.name,
  ...(client.client_secret === undefined
    ? { token_endpoint_auth_method: "none" }
    : { token_endpoint_auth_method: "client_secret_post", client_secret: client.client_secret }),
  ...(client.kind === "service_principal"
    ? { grant_types: ["client_credentials"], response_types: [], redirect_uris: [] }
    : {
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: [REDIRECT_DECIDED_BY_ACCOUNT],
      }),
});
