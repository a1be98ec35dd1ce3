/** Scopes the account API's reference names for custom apps, with what each lets an app do. Others exist. */
export const knownScopes = [
  { scope: "sql", grants: "Run SQL and read query results as the person signed in." },
  { scope: "all-apis", grants: "Call every Databricks API as the person signed in. Prefer narrower scopes." },
  {
    scope: "offline_access",
    grants: "Get a refresh token, so people stay signed in after the access token ends.",
  },
  { scope: "openid", grants: "Get an ID token that says who signed in." },
  { scope: "profile", grants: "Put the person's name into the ID token." },
  { scope: "email", grants: "Put the person's email into the ID token." },
] as const;

/** What Databricks' own screen adds to every connection besides the access scope. */
export const defaultScopes: readonly string[] = ["sql", "offline_access", "openid", "profile", "email"];

const known = new Set<string>(knownScopes.map(({ scope }) => scope));

/** Whether the console can explain `scope`. Unknown ones are kept and sent verbatim. */
export const isKnownScope = (scope: string): boolean => known.has(scope);

/** RFC 6749 §3.3: printable ASCII without space, double quote and backslash. */
export const isScopeToken = (scope: string): boolean => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope);
