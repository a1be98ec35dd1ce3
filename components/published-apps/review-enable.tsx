"use client";

import { fieldLabels } from "@/components/connections/change-list";
import { ReviewDialog } from "@/components/connections/review-dialog";
import { SentRequest } from "@/components/connections/sent-request";
import { useAccount } from "@/components/session/account-context";
import { Facts } from "@/components/ui/facts";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { EnableRequest, PublishedApp } from "@/lib/account-api/published-apps";
import { policyLines } from "@/lib/merge/describe-changes";

type Props = {
  app: PublishedApp;
  request: EnableRequest;
  onEnable: () => Promise<void>;
  onBack: () => void;
};

/** What enabling a published app is about to send. */
export function ReviewEnable({ app, request, onEnable, onBack }: Props) {
  const { account_id, label } = useAccount();
  const policy = request.token_access_policy;
  return (
    <ReviewDialog
      title={
        <>
          Review enabling <bdi>{app.name || app.app_id}</bdi>
        </>
      }
      description={
        <>
          Everybody in <bdi>{label}</bdi> can sign in through it then.
        </>
      }
      confirmLabel="Enable"
      onConfirm={onEnable}
      onBack={onBack}
    >
      <Facts
        facts={[
          {
            term: "It may ask for",
            value: (
              <span className="font-mono text-sm wrap-anywhere">{app.scopes.join(" ") || "None named"}</span>
            ),
          },
          ...(policy
            ? policyLines(policy).map(({ label: term, value }) => ({ term, value }))
            : [{ term: fieldLabels.token_access_policy, value: "Databricks’ default: none is sent" }]),
        ]}
      />
      <SentRequest method="POST" path={accountApiPaths.publishedAppIntegrations(account_id)} body={request} />
    </ReviewDialog>
  );
}
