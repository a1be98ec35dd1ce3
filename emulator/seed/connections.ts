import type { ConnectionSeed, PolicySeed } from "./connection";
import { creators } from "./people";
import { products } from "./products";

const teams = [
  "finance",
  "marketing",
  "supply chain",
  "risk",
  "people analytics",
  "research",
  "sales ops",
  "support",
];
const regions = ["us", "eu", "apac", "latam"];

const policies: readonly PolicySeed[] = [
  {},
  {},
  { refresh_token_ttl_in_minutes: 129_600 },
  { access_token_ttl_in_minutes: 1440, refresh_token_ttl_in_minutes: 129_600 },
  { access_token_ttl_in_minutes: 120, refresh_token_ttl_in_minutes: 200 },
  {
    refresh_token_ttl_in_minutes: 1440,
    enable_single_use_refresh_tokens: true,
    absolute_session_lifetime_in_minutes: 43_200,
  },
  {
    access_token_ttl_in_minutes: 15,
    refresh_token_ttl_in_minutes: 1440,
    enable_single_use_refresh_tokens: true,
    absolute_session_lifetime_in_minutes: 10_080,
  },
];

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], index: number, fallback: T): T =>
  list[index % list.length] ?? fallback;

const OLDEST_DAYS = 1095;

/** Believable connections, oldest first, the same ones each time. */
export const generatedConnections = (count: number): ConnectionSeed[] =>
  Array.from({ length: count }, (_, index) => {
    const product = pick(products, index * 5 + Math.floor(index / products.length), products[0]);
    const team = pick(teams, index, "data");
    const region = pick(regions, Math.floor(index / teams.length), "us");
    const round = Math.floor(index / (teams.length * regions.length * products.length));
    return {
      name: `${product.name} ${team} ${region}${round === 0 ? "" : ` ${round + 1}`}`,
      redirect_urls: product.redirects(`${team.replaceAll(" ", "-")}.${region}.example.com`),
      scopes: product.scopes,
      user_authorized_scopes: index % 9 === 0 ? product.scopes.slice(0, 1) : undefined,
      confidential: product.confidential,
      token_access_policy: pick(policies, index * 3, {}),
      // Evenly spread, the newest about a day old.
      created_days_ago: 1 + (OLDEST_DAYS * (count - 1 - index)) / Math.max(count, 1),
      created_by: pick(creators, Math.floor(index / 3), creators[0]),
    };
  });

const longName =
  `${"Quarterly regulatory reporting workbench for the consolidated group ledger ".repeat(3)}`.slice(0, 200);

/** The rows a list has to survive: long, many, emoji, right to left, owned by somebody else, without redirects. */
export const unusualConnections: readonly ConnectionSeed[] = [
  {
    name: "Partner portal, all regions",
    redirect_urls: Array.from(
      { length: 20 },
      (_, index) => `https://portal-${index + 1}.partners.example.com/oauth/callback`,
    ),
    scopes: ["all-apis", "offline_access"],
    confidential: true,
    created_days_ago: 41.3,
    created_by: creators[0],
  },
  {
    name: longName,
    redirect_urls: ["https://reporting.example.com/oauth2/authorization/databricks/return"],
    scopes: ["sql", "offline_access", "openid", "profile", "email"],
    confidential: true,
    created_days_ago: 33.9,
    created_by: creators[0],
  },
  {
    name: "📊 Sales dashboard 🚀 (pilot)",
    redirect_urls: ["https://dash.example.com/cb"],
    scopes: ["sql", "offline_access"],
    confidential: false,
    created_days_ago: 21.5,
    created_by: creators[0],
  },
  {
    name: "بوابة التقارير - reports gateway",
    redirect_urls: ["https://reports-me.example.com/auth/databricks"],
    scopes: ["sql", "offline_access", "openid", "email"],
    confidential: true,
    created_days_ago: 17.2,
    created_by: creators[0],
  },
  {
    name: "app-4k2m9x churn-explorer",
    redirect_urls: ["https://churn-explorer-7405612390418853.aws.databricksapps.com/.auth/callback"],
    scopes: [
      "openid",
      "profile",
      "email",
      "offline_access",
      "sql",
      "dashboards.genie",
      "iam.current-user:read",
    ],
    user_authorized_scopes: ["sql", "dashboards.genie"],
    confidential: true,
    created_days_ago: 12.6,
    created_by: creators[0],
  },
  {
    name: "nightly export (no sign-in)",
    redirect_urls: [],
    scopes: ["all-apis"],
    confidential: true,
    created_days_ago: 5.4,
    created_by: creators[0],
  },
  {
    name: "Field service mobile",
    redirect_urls: ["com.example.fieldservice://oauth/callback"],
    scopes: ["sql", "offline_access"],
    confidential: false,
    token_access_policy: {
      refresh_token_ttl_in_minutes: 1440,
      enable_single_use_refresh_tokens: true,
      absolute_session_lifetime_in_minutes: 43_200,
    },
    created_days_ago: 3,
    created_by: creators[0],
  },
];
