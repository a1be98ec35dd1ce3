/** Products that ask for a connection, with the redirect URLs and scopes their own guides give. */
export type Product = {
  name: string;
  redirects: (host: string) => readonly string[];
  scopes: readonly string[];
  confidential: boolean;
};

const identity = ["openid", "profile", "email"] as const;

export const products: readonly [Product, ...Product[]] = [
  {
    name: "posit-connect",
    redirects: (host) => [`https://connect.${host}/__oauth__/integrations/callback`],
    scopes: ["all-apis", "sql", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "posit-workbench",
    redirects: (host) => [`https://workbench.${host}/oauth_redirect_callback`],
    scopes: ["all-apis", "sql", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "dbt platform",
    redirects: (host) => [`https://dbt.${host}`, `https://dbt.${host}/complete/databricks`],
    scopes: ["sql", "offline_access"],
    confidential: true,
  },
  {
    name: "Tableau Server",
    redirects: (host) => [`https://tableau.${host}/auth/add_oauth_token`],
    scopes: ["sql", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "Sigma",
    redirects: () => ["https://aws-api.sigmacomputing.com/api/v2/oauth/1/authcode"],
    scopes: ["all-apis", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "ThoughtSpot",
    redirects: (host) => [`https://thoughtspot.${host}/callosum/v1/connection/generateTokens`],
    scopes: ["sql", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "Lightdash",
    redirects: (host) => [`https://lightdash.${host}/api/v1/oauth/redirect/databricks`],
    scopes: ["sql", "offline_access"],
    confidential: false,
  },
  {
    name: "Power Apps connector",
    redirects: () => ["https://global.consent.azure-apim.net/redirect/databricks"],
    scopes: ["sql", "offline_access"],
    confidential: true,
  },
  {
    name: "CData driver",
    redirects: () => ["http://localhost:33333"],
    scopes: ["sql", "offline_access", ...identity],
    confidential: false,
  },
  {
    name: "MCP client",
    redirects: () => ["http://localhost:8080/callback", "http://127.0.0.1:8080/callback"],
    scopes: ["all-apis", "offline_access"],
    confidential: false,
  },
  {
    name: "notebook launcher",
    redirects: (host) => [`https://launch.${host}/oauth/callback`],
    scopes: ["all-apis", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "data catalog sync",
    redirects: (host) => [`https://catalog.${host}/connect/databricks`],
    scopes: ["all-apis", "unity-catalog", "offline_access"],
    confidential: true,
  },
  {
    name: "cost report",
    redirects: (host) => [`https://costs.${host}/auth/callback`, "http://localhost:3000/auth/callback"],
    scopes: ["sql", "offline_access", ...identity],
    confidential: true,
  },
  {
    name: "desktop query tool",
    redirects: () => ["http://localhost:8020", "http://localhost:8021", "http://localhost:8022"],
    scopes: ["sql", "offline_access"],
    confidential: false,
  },
];
