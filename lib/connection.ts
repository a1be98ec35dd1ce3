import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import type { PublishedAppState } from "@/lib/published-apps";
import { nameOf } from "@/lib/published-apps";

/** What custom and published app integrations have in common, in the API's own names. */
export type Connection = Pick<
  CustomAppIntegration,
  | "integration_id"
  | "client_id"
  | "name"
  | "confidential"
  | "redirect_urls"
  | "scopes"
  | "token_access_policy"
  | "create_time"
  | "creator_username"
> &
  ({ kind: "custom" } | { kind: "published"; app_id: string });

/** All connections of an account: the custom ones and the enabled published apps. */
export function connectionsOf(
  integrations: readonly CustomAppIntegration[],
  published: readonly PublishedAppState[],
): Connection[] {
  return [
    ...integrations.map((integration): Connection => ({ ...integration, kind: "custom" })),
    ...published.flatMap((each) => (each.state === "available" ? [] : [publishedConnection(each)])),
  ];
}

function publishedConnection(published: Exclude<PublishedAppState, { state: "available" }>): Connection {
  const { integration_id, token_access_policy, create_time } = published.integration;
  const app = published.state === "enabled" ? published.app : undefined;
  return {
    kind: "published",
    app_id: published.app_id,
    integration_id,
    name: nameOf(published),
    client_id: app?.client_id ?? "",
    confidential: app?.is_confidential_client ?? false,
    redirect_urls: app?.redirect_urls ?? [],
    scopes: app?.scopes ?? [],
    token_access_policy,
    create_time,
    creator_username: undefined,
  };
}

/** Hosts that Databricks Apps serves its apps from, per cloud. */
const databricksAppsHosts = [".databricksapps.com", ".azuredatabricksapps.com"];

/**
 * Whether Databricks Apps made the connection for one of its apps. Nothing in the API says so; the redirect URLs
 * of such a connection lead to a host of Databricks Apps.
 */
export function isMadeByDatabricksApps({ redirect_urls }: Pick<Connection, "redirect_urls">): boolean {
  return redirect_urls.some((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    return databricksAppsHosts.some((suffix) => host.endsWith(suffix));
  });
}
