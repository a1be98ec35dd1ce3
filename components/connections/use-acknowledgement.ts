import { useState } from "react";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

export const acknowledgeId = "acknowledge-warnings";

const keyOf = ({ url, code }: RedirectUrlWarning) => `${code} ${url ?? ""}`;

/** Whether the person has accepted these warnings. A new one has to be accepted anew; one that goes needs nothing. */
export function useAcknowledgement(warnings: readonly RedirectUrlWarning[]) {
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const areAccepted = warnings.every((each) => accepted.has(keyOf(each)));
  return {
    /** What to send with the request. */
    codes: [...new Set(warnings.map(({ code }) => code))],
    /** Before a save: whether it may go. If not, the missing tick is an error from now on. */
    confirm: (): boolean => {
      setAsked(!areAccepted);
      return areAccepted;
    },
    field: {
      warnings,
      checked: areAccepted,
      onChange: (checked: boolean) => setAccepted(new Set(checked ? warnings.map(keyOf) : [])),
      error: asked && !areAccepted ? "Read the warnings and tick the box." : undefined,
    },
  };
}
