"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { RepairButton } from "@/components/intents/repair-button";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Intent } from "@/lib/intents";
import { paths } from "@/lib/paths";
import { customAppIntegrationQuery } from "@/lib/queries/custom-app-integrations";

type Props = { intent: Intent; onIntent: (intent: Intent) => void; keep: ReactNode };

/** Several connections could be the one that was created. They stand side by side for a person to tell. */
export function ChooseCandidate({ intent, onIntent, keep }: Props) {
  return (
    <Notice
      tone="warning"
      role="status"
      title={
        <>
          Several connections could be the <bdi>{intent.name}</bdi> that you created
        </>
      }
      actions={keep}
    >
      <p>
        They came about at the same time and have the same configuration. One of them has a secret that was
        lost on the way. Delete the one that nobody uses, or leave them as they are.
      </p>
      <div className="mt-3 grid gap-3 md:grid-cols-2">
        {intent.candidates.map((integration_id) => (
          <Candidate
            key={integration_id}
            intent={intent}
            integration_id={integration_id}
            onIntent={onIntent}
          />
        ))}
      </div>
    </Notice>
  );
}

function Candidate({ intent, integration_id, onIntent }: Omit<Props, "keep"> & { integration_id: string }) {
  const { account_id } = intent;
  const { data, error } = useQuery(customAppIntegrationQuery(account_id, integration_id));
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  return (
    <div className="space-y-2">
      <Facts
        facts={[
          { term: "Client ID", value: <span className="font-mono text-sm">{data.client_id}</span> },
          ...(data.create_time
            ? [{ term: "Created", value: <RelativeTime value={data.create_time} /> }]
            : []),
          {
            term: "Integration ID",
            value: <Link href={paths.connection(account_id, integration_id)}>{integration_id}</Link>,
          },
        ]}
      />
      <RepairButton intent={intent} integration_id={integration_id} onIntent={onIntent} />
    </div>
  );
}
