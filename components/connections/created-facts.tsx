"use client";

import { SecretValue } from "@/components/connections/secret-value";
import { useAccount } from "@/components/session/account-context";
import { CopyValue } from "@/components/ui/copy-value";
import { type Fact, Facts } from "@/components/ui/facts";
import type { CreatedCustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { accountEndpoints } from "@/lib/account-summary";

type Props = { created: CreatedCustomAppIntegration; onSecretCopied: () => void };

/** Everything one hands over to whoever sets the application up. */
export function CreatedFacts({ created, onSecretCopied }: Props) {
  const account = useAccount();
  const { client_id, client_secret, client_secret_expire_time, integration_id } = created;
  const endpoints = accountEndpoints(account);
  const copyable = (term: string, value: string): Fact => ({
    term,
    value: <CopyValue value={value} what={term} keep="all" />,
  });
  const secret: Fact[] =
    client_secret === undefined
      ? []
      : [
          { term: "Client secret", value: <SecretValue secret={client_secret} onCopied={onSecretCopied} /> },
          {
            term: "Secret expires",
            value: client_secret_expire_time ?? "Databricks named no end date",
          },
        ];
  return (
    <Facts
      facts={[
        copyable("Client ID", client_id),
        ...secret,
        copyable("Account ID", account.account_id),
        copyable("Authorization URL", endpoints.authorization_endpoint),
        copyable("Token URL", endpoints.token_endpoint),
        copyable("Discovery URL", endpoints.discovery),
        copyable("Integration ID", integration_id),
      ]}
    />
  );
}
