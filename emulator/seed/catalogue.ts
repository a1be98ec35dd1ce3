import type { TokenAccessPolicy } from "../account";
import { DEFAULT_ACCESS_TOKEN_TTL_MINUTES, DEFAULT_REFRESH_TOKEN_TTL_MINUTES } from "../assumptions";

/** An app the vendor publishes to every account; an account enables it by an integration. All are public clients. */
export type PublishedApp = {
  /** Place in the catalogue. */
  position: number;
  app_id: string;
  /** Other ids that enabling takes for this app. */
  aliases: readonly string[];
  client_id: string;
  name: string;
  description: string;
  redirect_urls: readonly string[];
  scopes: readonly string[];
  /** Of an integration that was created without a policy. */
  default_policy: TokenAccessPolicy;
  /** Whether people can sign in to it without an integration. */
  always_available: boolean;
};

const localPorts = (first: number, last: number, path = ""): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `http://localhost:${first + index}${path}`);

const policy = (refreshMinutes = DEFAULT_REFRESH_TOKEN_TTL_MINUTES): TokenAccessPolicy => ({
  access_token_ttl_in_minutes: DEFAULT_ACCESS_TOKEN_TTL_MINUTES,
  refresh_token_ttl_in_minutes: refreshMinutes,
  enable_single_use_refresh_tokens: false,
});

const NINETY_DAYS = 129_600;
const sql: readonly string[] = ["sql", "offline_access"];
const identity: readonly string[] = ["openid", "profile", "email"];

type Entry = Omit<PublishedApp, "position" | "aliases" | "default_policy" | "always_available"> &
  Partial<Pick<PublishedApp, "aliases" | "default_policy">>;

/** Client ids of the first three, and redirect URLs of Power BI and Tableau, are made up after what is public. */
const products: readonly Entry[] = [
  {
    app_id: "power-bi",
    client_id: "databricks-power-bi",
    name: "Power BI",
    description: "Microsoft Power BI service and desktop",
    redirect_urls: ["https://oauth.powerbi.com/views/oauthredirect.html"],
    scopes: ["all-apis", "offline_access", ...identity],
  },
  {
    app_id: "tableau-desktop",
    client_id: "databricks-tableau-desktop",
    name: "Tableau Desktop",
    description: "Tableau Desktop and Tableau Prep Builder",
    redirect_urls: localPorts(55_556, 55_560, "/Callback"),
    scopes: ["all-apis", "offline_access", ...identity],
    default_policy: policy(NINETY_DAYS),
  },
  {
    app_id: "7de584d0-b7ad-4850-b915-be7de7d58711",
    client_id: "databricks-tableau-cloud",
    name: "Tableau Cloud",
    description: "Tableau Cloud",
    redirect_urls: ["https://online.tableau.com/auth/add_oauth_token"],
    scopes: ["all-apis", "offline_access", ...identity],
    default_policy: policy(NINETY_DAYS),
  },
  {
    app_id: "8521f912-fcca-11ed-be56-0242ac120002",
    aliases: ["dbt-databricks", "databricks-dbt-adapter"],
    client_id: "dbt-databricks",
    name: "dbt adapter for Databricks",
    description: "dbt adapter for Databricks",
    redirect_urls: ["http://localhost:8050/"],
    scopes: sql,
  },
];

/** Client ids, ports and scopes are those the official clients use; the app ids of the drivers are made up. */
const clients: readonly Entry[] = [
  {
    app_id: "databricks-cli",
    client_id: "databricks-cli",
    name: "Databricks CLI",
    description: "Databricks CLI and SDKs",
    redirect_urls: localPorts(8020, 8040),
    scopes: ["all-apis", "offline_access"],
  },
  {
    app_id: "3b0f3c52-91d7-4d0e-8c55-6a1f0e9b7d01",
    client_id: "databricks-sql-python",
    name: "Databricks SQL Connector for Python",
    description: "Databricks SQL Connector for Python",
    redirect_urls: localPorts(8020, 8024),
    scopes: sql,
  },
  {
    app_id: "3b0f3c52-91d7-4d0e-8c55-6a1f0e9b7d02",
    client_id: "databricks-sql-connector",
    name: "Databricks SQL Drivers for Node.js and Go",
    description: "Databricks SQL Drivers for Node.js and Go",
    redirect_urls: ["http://localhost:8030"],
    scopes: sql,
  },
  {
    app_id: "3b0f3c52-91d7-4d0e-8c55-6a1f0e9b7d03",
    client_id: "databricks-sql-jdbc",
    name: "Databricks JDBC Driver",
    description: "Databricks JDBC Driver (OSS)",
    redirect_urls: ["http://localhost:8020"],
    scopes: sql,
  },
];

export const catalogue: readonly PublishedApp[] = [...products, ...clients].map((entry, position) => ({
  aliases: [],
  default_policy: policy(),
  ...entry,
  position,
  always_available: clients.includes(entry),
}));

export const enabledFromTheStart: readonly string[] = products.map(({ app_id }) => app_id);

export const appById = (appId: string): PublishedApp | undefined =>
  catalogue.find(({ app_id }) => app_id === appId);

/** By its id or one of its aliases. */
export const resolveApp = (given: string): PublishedApp | undefined =>
  appById(given) ?? catalogue.find(({ aliases }) => aliases.includes(given));

export const appByClient = (clientId: string): PublishedApp | undefined =>
  catalogue.find(({ client_id }) => client_id === clientId);
