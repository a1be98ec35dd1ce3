"use client";

import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { useWait } from "@/components/ui/use-wait";
import { ApiError, problemTypes } from "@/lib/problems";

type Props = {
  error: unknown;
  /** Buttons or links that take the next step. */
  actions?: ReactNode;
  role?: "alert" | "status";
};

/** What happened, what was changed, what to do next, and the reference to quote. */
export function ProblemNotice({ error, actions, role }: Props) {
  const left = useWait(error);
  if (!(error instanceof ApiError))
    return (
      <Notice tone="danger" role={role} title="The page failed" actions={actions}>
        Reload it. If that does not help, tell whoever runs this console what you did.
      </Notice>
    );
  const { type, title, detail, outcome, requestId, retryAfter } = error.problem;
  // Neither is a failure: one is not known yet, the other is over by itself.
  const calm = outcome === "unknown" || left > 0;
  return (
    <Notice tone={calm ? "warning" : "danger"} role={role} title={title} actions={actions}>
      <p>{detail}</p>
      <p>
        {problemTypes[type].next}
        {left > 0 && retryAfter !== undefined && (
          <>
            {" Databricks asks to wait "}
            <span className="sr-only">{retryAfter}</span>
            <span aria-hidden className="tabular-nums">
              {left}
            </span>
            {left === 1 ? " second." : " seconds."}
          </>
        )}
      </p>
      {requestId && (
        <p className="text-sm text-muted">
          Reference <span className="font-mono select-all">{requestId}</span>
        </p>
      )}
    </Notice>
  );
}
