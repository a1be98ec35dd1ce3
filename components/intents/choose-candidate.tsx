"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { RepairButton } from "@/components/intents/repair-button";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { CopyValue } from "@/components/ui/copy-value";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/lib/format";
import type { CreateIntent } from "@/lib/intents";
import { paths } from "@/lib/paths";
import { customAppIntegrationQuery } from "@/lib/queries/custom-app-integrations";

type Props = { intent: CreateIntent; onIntent: (intent: CreateIntent) => void; keep: ReactNode };

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
        They have the same configuration and came about at the same time. One is yours, and its secret was
        lost on the way; whoever created another has its client ID and secret. Ask around, then delete the one
        whose client ID nobody knows.
      </p>
      <ol className="mt-3 grid gap-3 md:grid-cols-2">
        {intent.candidates.map((integration_id, index) => (
          <Candidate
            key={integration_id}
            intent={intent}
            integration_id={integration_id}
            place={ordinals[index] ?? `number ${index + 1}`}
            onIntent={onIntent}
          />
        ))}
      </ol>
    </Notice>
  );
}

const ordinals = ["first", "second", "third", "fourth"];

type CandidateProps = Omit<Props, "keep"> & { integration_id: string; place: string };

function Candidate({ intent, integration_id, place, onIntent }: CandidateProps) {
  const { account_id, created_at } = intent;
  const { data, error } = useQuery(customAppIntegrationQuery(account_id, integration_id));
  if (error)
    return (
      <li>
        <ProblemNotice error={error} />
      </li>
    );
  if (!data) return null;
  const { client_id, create_time } = data;
  const heading = `candidate-${integration_id}`;
  return (
    <li
      aria-labelledby={heading}
      className="flex flex-col gap-3 rounded-lg border border-default bg-surface p-4"
    >
      <p id={heading} className="text-sm font-medium text-muted">
        The {place}
      </p>
      <dl className="grow space-y-2">
        <div>
          <dt className="text-sm text-muted">Client ID</dt>
          <dd>
            <CopyValue value={client_id} what={`client ID of the ${place}`} keep="all" />
          </dd>
        </div>
        {create_time && (
          <div>
            <dt className="text-sm text-muted">Created</dt>
            <dd>
              {formatTime(Date.parse(create_time))}
              {sinceAsked(Date.parse(create_time) - created_at)}
            </dd>
          </div>
        )}
      </dl>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <RepairButton intent={intent} chosen={{ integration_id, client_id, place }} onIntent={onIntent} />
        <Link href={paths.connection(account_id, integration_id)} aria-label={`Open the ${place}`}>
          Open it
        </Link>
      </div>
    </li>
  );
}

/** How long after the person asked for it, in tenths of a second: little else tells candidates apart. */
function sinceAsked(ms: number): string {
  const seconds = (Math.abs(ms) / 1000).toFixed(1);
  return `, ${seconds} seconds ${ms < 0 ? "before" : "after"} you asked`;
}
