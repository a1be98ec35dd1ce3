/** Every page of the console. API paths are upstream's own and live in `lib/account-api/paths.ts`. */
export const paths = {
  signIn: (options: { account_id?: string; callbackUrl?: string; reason?: SignInReason } = {}) =>
    withQuery("/sign-in", options),
  /** `created` is the integration id of a connection made just now, to point it out. */
  connections: (account_id: string, created?: string) =>
    withQuery(`/accounts/${encodeURIComponent(account_id)}/connections`, { created }),
  /** `from` is the integration id of a connection whose configuration the form starts with. */
  newConnection: (account_id: string, from?: string) =>
    withQuery(`${paths.connections(account_id)}/new`, { from }),
  /** The blank form, past the question what connects. */
  blankConnection: (account_id: string) =>
    withQuery(`${paths.connections(account_id)}/new`, { preset: "none" }),
  /** The create form with values that another page has kept for it as a draft. */
  newConnectionFromDraft: (account_id: string) =>
    withQuery(`${paths.connections(account_id)}/new`, { draft: "kept" }),
  connection: (account_id: string, integration_id: string) =>
    `${paths.connections(account_id)}/${encodeURIComponent(integration_id)}`,
  /** `target` narrows it to what was done to one connection. */
  activity: (account_id: string, target?: string) =>
    withQuery(`/accounts/${encodeURIComponent(account_id)}/activity`, { target }),
  publishedApps: (account_id: string) => `/accounts/${encodeURIComponent(account_id)}/published-apps`,
  publishedApp: (account_id: string, app_id: string) =>
    `${paths.publishedApps(account_id)}/${encodeURIComponent(app_id)}`,
};

/** Why somebody is at the sign-in page again. */
export type SignInReason = "ended" | "signed-out";

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const entries = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return entries.length ? `${path}?${new URLSearchParams(entries)}` : path;
}
