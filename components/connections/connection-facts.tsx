"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useAccount } from "@/components/session/account-context";
import { CopyValue } from "@/components/ui/copy-value";
import { type Fact, Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { accountEndpoints } from "@/lib/account-summary";
import { customAppIntegrationsQuery, loadedIntegrations } from "@/lib/queries/custom-app-integrations";
import { secretFactsQuery } from "@/lib/queries/intents";

/** What cannot be changed, with the reason, and what one hands over to whoever sets the application up. */
export function ConnectionFacts({ connection }: { connection: CustomAppIntegration }) {
  const account = useAccount();
  const { name, client_id, integration_id, confidential, create_time, created_by, principal_id } = connection;
  const creator = useCreator(connection) ?? created_by;
  const endpoints = accountEndpoints(account);
  const copyable = (term: string, value: string): Fact => ({
    term,
    value: <CopyValue value={value} what={term} keep="all" />,
  });
  return (
    <>
      <Section
        title="Fixed"
        description="Databricks cannot change these. For another name or client type, copy the connection and delete this one."
      >
        <Facts
          facts={[
            { term: "Name", value: <bdi>{name}</bdi> },
            {
              term: "Client type",
              value: confidential
                ? "Confidential: it proves itself with a client secret"
                : "Public: it has no secret and proves itself with PKCE",
            },
            ...(confidential
              ? [{ term: "Client secret", value: <SecretFacts integration_id={integration_id} /> }]
              : []),
            ...(create_time ? [{ term: "Created", value: <RelativeTime value={create_time} /> }] : []),
            ...(creator ? [{ term: "Created by", value: <bdi>{creator}</bdi> }] : []),
          ]}
        />
      </Section>
      <Section title="Use it" description="What the application needs to know besides its secret.">
        <Facts
          facts={[
            copyable("Client ID", client_id),
            copyable("Account ID", account.account_id),
            copyable("Authorization URL", endpoints.authorization_endpoint),
            copyable("Token URL", endpoints.token_endpoint),
            copyable("Discovery URL", endpoints.discovery),
            copyable("Integration ID", integration_id),
            ...(principal_id ? [copyable("Service principal", principal_id)] : []),
          ]}
        />
      </Section>
    </>
  );
}

/** Only the list is documented to name the creator, so it is looked up there. */
function useCreator({ integration_id, creator_username }: CustomAppIntegration): string | undefined {
  const { account_id } = useAccount();
  const { data } = useInfiniteQuery(customAppIntegrationsQuery(account_id));
  const listed = data && loadedIntegrations(data).find((each) => each.integration_id === integration_id);
  return creator_username ?? listed?.creator_username;
}

/** What is known of the secret, by the state of the intent that created the connection. */
function SecretFacts({ integration_id }: { integration_id: string }) {
  const { account_id } = useAccount();
  const { data } = useQuery(secretFactsQuery(account_id, integration_id));
  const rest = "It cannot be shown again. If it is lost, replace the connection.";
  const known = data?.secret;
  const time = known && <RelativeTime value={known.at} />;
  const person = known && <bdi>{known.person}</bdi>;
  switch (known?.state) {
    case "delivered":
      return (
        <>
          Shown to {person} {time}. {rest}
        </>
      );
    case "sealed":
      return (
        <>
          Waits for {person} since {time}, sealed to the browser that created the connection.
        </>
      );
    case "expired":
      return (
        <>
          Never collected. {person} did not confirm it in time, and it was deleted {time}. Replace the
          connection.
        </>
      );
    case "orphan":
      return <>Nobody has it: it was lost when {person} created the connection. Replace the connection.</>;
    case "kept":
      return (
        <>
          Lost, or never collected. {person} left the connection as it is {time}. Replace the connection.
        </>
      );
    default:
      return <>Shown once, when the connection was created. {rest}</>;
  }
}
