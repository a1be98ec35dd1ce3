"use client";

import { fieldLabels } from "@/components/connections/change-list";
import { ReviewDialog, type ReviewDialogProps } from "@/components/connections/review-dialog";
import { SentRequest } from "@/components/connections/sent-request";
import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { Facts } from "@/components/ui/facts";
import { UrlText } from "@/components/ui/url-text";
import type { CreateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import { policyLines } from "@/lib/merge/describe-changes";
import { paths } from "@/lib/paths";
import { isProblem } from "@/lib/problems";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

type Props = {
  request: CreateRequest;
  onCreate: ReviewDialogProps["onConfirm"];
  onBack: () => void;
  warnings: readonly RedirectUrlWarning[];
};

/** What a create is about to send. */
export function ReviewCreate({ request, onCreate, onBack, warnings }: Props) {
  const { account_id } = useAccount();
  const {
    name,
    confidential,
    redirect_urls,
    scopes,
    user_authorized_scopes = [],
    token_access_policy,
  } = request;
  return (
    <ReviewDialog
      title="Review the new connection"
      description="Name and client type cannot be changed once it exists."
      confirmLabel="Create connection"
      onConfirm={onCreate}
      onBack={onBack}
      warnings={warnings}
      problemActions={(error) =>
        isProblem(error, "offline", "in-flight") && (
          <ButtonLink href={paths.connections(account_id)} target="_blank">
            Open the list in a new tab
          </ButtonLink>
        )
      }
    >
      <Facts
        facts={[
          { term: "Name", value: <bdi>{name}</bdi> },
          {
            term: "Client type",
            value: confidential ? "Confidential: it gets a secret, shown once" : "Public: it has no secret",
          },
          { term: fieldLabels.redirect_urls, value: <Urls urls={redirect_urls} /> },
          { term: fieldLabels.scopes, value: <Scopes scopes={scopes} /> },
          ...(user_authorized_scopes.length > 0
            ? [
                {
                  term: fieldLabels.user_authorized_scopes,
                  value: <Scopes scopes={user_authorized_scopes} />,
                },
              ]
            : []),
          ...(token_access_policy
            ? policyLines(token_access_policy).map(({ label, value }) => ({ term: label, value }))
            : [{ term: fieldLabels.token_access_policy, value: "Databricks’ default: none is sent" }]),
        ]}
      />
      <SentRequest method="POST" path={accountApiPaths.customAppIntegrations(account_id)} body={request} />
    </ReviewDialog>
  );
}

function Urls({ urls }: { urls: readonly string[] }) {
  if (urls.length === 0) return <span className="text-warning">None yet: nobody can sign in</span>;
  return (
    <ul className="space-y-1">
      {urls.map((url) => (
        <li key={url}>
          <UrlText url={url} className="leading-5" />
        </li>
      ))}
    </ul>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {scopes.map((scope) => (
        <li key={scope} className="font-mono text-sm wrap-anywhere">
          <bdi>{scope}</bdi>
        </li>
      ))}
    </ul>
  );
}
