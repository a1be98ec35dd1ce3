"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { FieldError } from "@/components/form/field-error";
import { FindingText } from "@/components/redirect-urls/finding-text";
import { cn } from "@/lib/cn";
import type { ShownFinding } from "@/lib/redirect-urls/editor-verdicts";

type Props = {
  /** The id of the field; what describes the field takes its own from it. */
  id: string;
  /** What the URL is called, for the name of the button that shows the rest. */
  name: string;
  findings: readonly ShownFinding[];
  /** What the server said about this URL. */
  serverError: string | undefined;
};

/** The id of what a field is described by, or undefined when there is nothing to say. */
export function verdictId({ id, findings, serverError }: Omit<Props, "name">): string | undefined {
  if (serverError !== undefined) return `${id}-server`;
  return findings.length > 0 ? `${id}-verdict` : undefined;
}

/** Everything found about one URL, worst first: the first in view, the others one press away. */
export function UrlFindings({ id, name, findings, serverError }: Props) {
  const [open, setOpen] = useState(false);
  const [first, ...others] = findings;
  const brief = first?.level === "note" && !open;
  const folds = others.length > 0 || first?.level === "note";
  return (
    <>
      {serverError !== undefined && <FieldError id={`${id}-server`}>{serverError}</FieldError>}
      {first && (
        <div className="mt-1.5">
          <div className={cn("flex", brief ? "flex-wrap items-center gap-x-2" : "flex-col items-start")}>
            <FindingText id={`${id}-verdict`} finding={first} brief={brief} />
            {open &&
              others.map((finding) => (
                <div key={finding.code} className="mt-1.5">
                  <FindingText finding={finding} />
                </div>
              ))}
            {folds && (
              <button
                type="button"
                aria-expanded={open}
                onClick={() => setOpen(!open)}
                className={cn(
                  "inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-md text-sm text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11",
                  !brief && "ml-5.5",
                )}
              >
                {open ? "Show less" : moreWords(others.length, brief)}
                <span className="sr-only"> about {name}</span>
                <ChevronDown aria-hidden className={cn("transition-transform", open && "rotate-180")} />
              </button>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function moreWords(others: number, brief: boolean): string {
  if (others === 0) return "Why";
  return brief ? `Why, and ${others} more` : `${others} more`;
}
