import type { AdapterPayload } from "oidc-provider";
import type { Account, TokenAccessPolicy } from "../account";
import { BUILT_IN_REFRESH_TOKEN_TTL_MINUTES } from "../assumptions";

/** What the OAuth server needs to know of an app, whoever registered it. */
export type OAuthClient = {
  kind: "custom" | "built_in" | "service_principal";
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

const localPorts = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `http://localhost:${first + index}`);

const builtIn = (
  client_id: string,
  name: string,
  redirect_urls: string[],
  scopes: string[],
): OAuthClient => ({
  kind: "built_in",
  client_id,
  name,
  client_secret: undefined,
  redirect_urls,
  scopes,
  token_access_policy: builtInPolicy,
});

/** Public clients every account has. Ids, ports and scopes are those the official clients use. */
export const builtInClients: readonly OAuthClient[] = [
  builtIn("databricks-cli", "Databricks CLI", localPorts(8020, 8040), ["all-apis", "offline_access"]),
  builtIn("databricks-sql-python", "SQL connector for Python", localPorts(8020, 8024), [
    "sql",
    "offline_access",
  ]),
  builtIn("databricks-sql-connector", "SQL drivers", ["http://localhost:8030"], ["sql", "offline_access"]),
  builtIn("databricks-sql-jdbc", "JDBC driver", ["http://localhost:8020"], ["sql", "offline_access"]),
  builtIn(
    "dbt-databricks",
    "dbt adapter for Databricks",
    ["http://localhost:8050/"],
    ["sql", "offline_access"],
  ),
];

export const findClient = (account: Account, clientId: string): OAuthClient | undefined =>
  customClient(account, clientId) ??
  servicePrincipalClient(account, clientId) ??
  builtInClients.find((client) => client.client_id === clientId);

const customClient = (account: Account, clientId: string): OAuthClient | undefined => {
  const integration = account.integrations_by_client.get(clientId);
  const hiddenFor = account.faults.get("propagation_delay")?.ms ?? 0;
  if (!integration || integration.created_at + hiddenFor > Date.now()) return undefined;
  return { kind: "custom", ...integration };
};

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
