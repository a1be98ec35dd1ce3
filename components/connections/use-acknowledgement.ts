import { useEffect, useState } from "react";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

export const acknowledgeId = "acknowledge-warnings";
export const acknowledgeMessage = "Read the warnings and tick the box.";

const keyOf = ({ url, code }: RedirectUrlWarning) => `${code} ${url ?? ""}`;
const noWarnings: readonly RedirectUrlWarning[] = [];

/** Whether the person has accepted these warnings. A new one has to be accepted anew; one that goes needs nothing. */
export function useAcknowledgement(warnings: readonly RedirectUrlWarning[]) {
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const settled = useSettled(warnings);
  const shown = asked ? warnings : settled;
  const areAccepted = (all: readonly RedirectUrlWarning[]) => all.every((each) => accepted.has(keyOf(each)));
  return {
    /** What to send with the request. */
    codes: [...new Set(warnings.map(({ code }) => code))],
    error: asked && !areAccepted(warnings) ? acknowledgeMessage : undefined,
    /** Before a save: whether it may go. If not, the missing tick is an error from now on. */
    confirm: (): boolean => {
      setAsked(!areAccepted(warnings));
      return areAccepted(warnings);
    },
    field: {
      warnings: shown,
      checked: areAccepted(shown),
      onChange: (checked: boolean) => setAccepted(new Set(checked ? shown.map(keyOf) : [])),
    },
  };
}

/** Milliseconds without a change after which the warnings are shown, so that they do not flicker while one types. */
const pause = 400;

function useSettled(warnings: readonly RedirectUrlWarning[]): readonly RedirectUrlWarning[] {
  const [settled, setSettled] = useState(noWarnings);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(warnings), pause);
    return () => clearTimeout(timer);
  }, [warnings]);
  return settled;
}
