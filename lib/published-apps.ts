import type { PublishedApp, PublishedAppIntegration } from "@/lib/account-api/published-apps";
import type { Editable } from "@/lib/connection-changes";

/** A published app as one account sees it: in the catalogue, enabled, or both. */
export type PublishedAppState =
  | { state: "enabled"; app_id: string; app: PublishedApp; integration: PublishedAppIntegration }
  | { state: "available"; app_id: string; app: PublishedApp }
  /** Enabled, but Databricks no longer lists the app. */
  | { state: "unlisted"; app_id: string; integration: PublishedAppIntegration };

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Joins catalogue and integrations on `app_id`, sorted by name. */
export function joinPublishedApps(
  apps: readonly PublishedApp[],
  integrations: readonly PublishedAppIntegration[],
): PublishedAppState[] {
  const enabled = new Map(integrations.map((integration) => [integration.app_id, integration]));
  const listed = new Map(apps.map((app) => [app.app_id, app]));
  const joined = [...listed.values()].map((app): PublishedAppState => {
    const integration = enabled.get(app.app_id);
    const { app_id } = app;
    return integration ? { state: "enabled", app_id, app, integration } : { state: "available", app_id, app };
  });
  const unlisted = [...enabled.values()]
    .filter(({ app_id }) => !listed.has(app_id))
    .map(
      (integration): PublishedAppState => ({ state: "unlisted", app_id: integration.app_id, integration }),
    );
  return [...joined, ...unlisted].sort((a, b) => names.compare(nameOf(a), nameOf(b)));
}

/** The name people know it by; an app that is not listed any more may have its id only. */
export function nameOf(published: PublishedAppState): string {
  const name = published.state === "unlisted" ? published.integration.name : published.app.name;
  return name || published.app_id;
}

/** An enabled app as something to edit. Its policy is all that can be changed, so its lists are empty here. */
export function editablePublished(integration: PublishedAppIntegration): Editable {
  const { integration_id, app_id, name, token_access_policy } = integration;
  return {
    integration_id,
    name: name || app_id,
    redirect_urls: [],
    scopes: [],
    user_authorized_scopes: [],
    token_access_policy,
  };
}
