"use client";

import { CopyValue } from "@/components/ui/copy-value";
import { type Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { UrlText } from "@/components/ui/url-text";
import type { PublishedAppState } from "@/lib/published-apps";

/** What Databricks publishes about the app, and since when it is enabled. Nobody here can change these. */
export function PublishedAppFacts({ published }: { published: PublishedAppState }) {
  return (
    <Section title="Fixed" description="Databricks sets these for everybody.">
      <Facts facts={[...catalogueFacts(published), ...integrationFacts(published)]} />
    </Section>
  );
}

function catalogueFacts(published: PublishedAppState): Fact[] {
  const app_id: Fact = {
    term: "App ID",
    value: <CopyValue value={published.app_id} what="app ID" keep="all" />,
  };
  if (published.state === "unlisted") return [app_id];
  const { description, client_id, redirect_urls, scopes, is_confidential_client } = published.app;
  return [
    ...(description ? [{ term: "Description", value: <bdi>{description}</bdi> }] : []),
    { term: "Client ID", value: <CopyValue value={client_id} what="client ID" keep="all" /> },
    { term: "Client type", value: is_confidential_client ? "Confidential" : "Public, no secret" },
    {
      term: "Redirect URLs",
      value:
        redirect_urls.length === 0 ? (
          "None named"
        ) : (
          <ul className="space-y-1">
            {redirect_urls.map((url) => (
              <li key={url}>
                <UrlText url={url} />
              </li>
            ))}
          </ul>
        ),
    },
    {
      term: "Required scopes",
      value: <span className="font-mono text-sm wrap-anywhere">{scopes.join(" ") || "None named"}</span>,
    },
    app_id,
  ];
}

function integrationFacts(published: PublishedAppState): Fact[] {
  if (published.state === "available") return [];
  const { integration_id, create_time, created_by } = published.integration;
  return [
    { term: "Integration ID", value: <CopyValue value={integration_id} what="integration ID" keep="all" /> },
    ...(create_time ? [{ term: "Enabled", value: <RelativeTime value={create_time} /> }] : []),
    ...(created_by ? [{ term: "Enabled by user", value: created_by }] : []),
  ];
}
