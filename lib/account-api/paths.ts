/** Paths of the account API. The console's own API carries them under `/api`, so one map serves both sides. */
export const accountApiPaths = {
  customAppIntegrations: (account_id: string) =>
    `/api/2.0/accounts/${segment(account_id)}/oauth2/custom-app-integrations`,
  customAppIntegration: (account_id: string, integration_id: string) =>
    `${accountApiPaths.customAppIntegrations(account_id)}/${segment(integration_id)}`,
  publishedApps: (account_id: string) => `/api/2.0/accounts/${segment(account_id)}/oauth2/published-apps`,
  publishedAppIntegrations: (account_id: string) =>
    `/api/2.0/accounts/${segment(account_id)}/oauth2/published-app-integrations`,
  publishedAppIntegration: (account_id: string, integration_id: string) =>
    `${accountApiPaths.publishedAppIntegrations(account_id)}/${segment(integration_id)}`,
};

/**
 * One path segment. Ids are opaque strings; `.` and `..` would survive percent-encoding and be resolved by a
 * URL parser into another resource, so they are refused.
 */
function segment(id: string): string {
  if (id === "" || id === "." || id === "..") throw new RangeError("Not an id.");
  return encodeURIComponent(id);
}
