export type KnownScope = { scope: string; grants: string };
export type ScopeGroup = { title: string; scopes: readonly KnownScope[] };

/** Scopes the account API's reference names for custom apps, with what each lets an app do. Others exist. */
export const scopeGroups: readonly ScopeGroup[] = [
  {
    title: "What it may do",
    scopes: [
      {
        scope: "sql",
        grants: "Run SQL and read the results, as the person signed in. Enough for a BI tool.",
      },
      {
        scope: "all-apis",
        grants: "Call every Databricks API as the person signed in: jobs, files, clusters, permissions.",
      },
    ],
  },
  {
    title: "Staying signed in",
    scopes: [
      {
        scope: "offline_access",
        grants: "Get a refresh token, so people stay signed in after the access token ends.",
      },
    ],
  },
  {
    title: "Who signed in",
    scopes: [
      { scope: "openid", grants: "Get an ID token that says who signed in." },
      { scope: "profile", grants: "Put the person's name into the ID token." },
      { scope: "email", grants: "Put the person's email into the ID token." },
    ],
  },
];

/** Narrow scopes seen on real connections or named by the API reference. The whole list is not published. */
export const fineGrainedScopes: readonly KnownScope[] = [
  { scope: "authentication", grants: "Manage app connections, secrets and federation policies." },
  { scope: "dashboards.genie", grants: "Ask Genie spaces questions, through the dashboards API." },
  { scope: "genie", grants: "Ask Genie spaces questions." },
  { scope: "iam.access-control:read", grants: "Read who may do what." },
  { scope: "iam.current-user:read", grants: "Read the profile of the person signed in." },
  { scope: "iam.groups:read", grants: "Read groups and their members." },
  { scope: "model-serving", grants: "Call model serving endpoints." },
  { scope: "unity-catalog", grants: "Use Unity Catalog: catalogs, schemas, tables and grants." },
];

/** What Databricks' own screen adds to every connection besides the access scope. */
export const defaultScopes: readonly string[] = ["sql", "offline_access", "openid", "profile", "email"];

const grouped = new Set(scopeGroups.flatMap(({ scopes }) => scopes.map(({ scope }) => scope)));
const explained = new Map(
  [...scopeGroups.flatMap(({ scopes }) => scopes), ...fineGrainedScopes].map(({ scope, grants }) => [
    scope,
    grants,
  ]),
);

/** Every scope the console can explain. */
export const knownScopes: readonly string[] = [...explained.keys()];

/** Whether `scope` stands in one of the groups. All others are kept and sent verbatim. */
export const isGroupedScope = (scope: string): boolean => grouped.has(scope);

/** What `scope` lets an app do, or undefined where the console does not know. */
export const grantsOf = (scope: string): string | undefined => explained.get(scope);

/** Whether `scope` says who signs in or for how long, rather than what the app may do. */
export const isSignInScope = (scope: string): boolean =>
  ["offline_access", "openid", "profile", "email"].includes(scope);

/** RFC 6749 §3.3: printable ASCII without space, double quote and backslash. */
export const isScopeToken = (scope: string): boolean => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope);
