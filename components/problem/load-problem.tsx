"use client";

import type { ReactNode } from "react";
import { useOutage } from "@/components/outage/use-outage";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { RetryButton } from "@/components/problem/retry-button";
import { EmptyState } from "@/components/ui/empty-state";
import { isProblem } from "@/lib/problems";

type Props = {
  error: unknown;
  /** Something of it is on the page already. */
  loaded: boolean;
  onRetry: () => void;
  retrying: boolean;
  retryLabel?: string;
  /** Further buttons or links. */
  actions?: ReactNode;
};

/** Why something could not be loaded, with the way to try again. An outage is told once, by the banner of the page. */
export function LoadProblem({ error, loaded, onRetry, retrying, retryLabel, actions }: Props) {
  const outage = useOutage();
  if (outage !== undefined && isProblem(error, "upstream-unreachable", "sign-in-unavailable"))
    return loaded ? null : (
      <EmptyState title="Nothing is loaded yet">
        <p>It appears here as soon as Databricks can be reached again.</p>
      </EmptyState>
    );
  return (
    <ProblemNotice
      error={error}
      role="alert"
      actions={
        <>
          <RetryButton error={error} pending={retrying} onRetry={onRetry} label={retryLabel} />
          {actions}
        </>
      }
    />
  );
}
