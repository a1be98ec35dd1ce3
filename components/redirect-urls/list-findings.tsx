import { Fragment } from "react";
import { FindingText } from "@/components/redirect-urls/finding-text";
import type { ShownListFinding } from "@/lib/redirect-urls/editor-verdicts";

type Props = {
  findings: readonly ShownListFinding[];
  /** The number of a row, from 1. */
  numberOf: (id: number) => number;
  onGoTo: (id: number) => void;
};

/** What is to be said about several rows together, with a way to each of them. */
export function ListFindings({ findings, numberOf, onGoTo }: Props) {
  if (findings.length === 0) return null;
  return (
    <ul aria-label="About several redirect URLs" className="mt-3 space-y-2 border-t border-subtle pt-3">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.ids.join()}`}>
          <FindingText finding={finding} />
          {finding.ids.length > 0 && (
            <p className="ml-5.5 text-sm text-muted">
              {finding.ids.length === 1 ? "URL " : "URLs "}
              {finding.ids.map((id, place) => (
                <Fragment key={id}>
                  {place > 0 && ", "}
                  <button
                    type="button"
                    onClick={() => onGoTo(id)}
                    className="min-h-6 cursor-pointer rounded-md text-accent underline decoration-accent-border underline-offset-2 hover:decoration-current"
                  >
                    {numberOf(id)}
                  </button>
                </Fragment>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
