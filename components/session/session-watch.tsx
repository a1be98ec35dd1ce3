"use client";

import { useEffect, useSyncExternalStore } from "react";
import { hasGuard } from "@/components/leave-guard/use-leave-guard";
import { useSessionEnd } from "@/components/session/use-session-end";
import { Notice } from "@/components/ui/notice";
import { formatClock } from "@/lib/format";
import { paths } from "@/lib/paths";
import {
  announce,
  type SessionState,
  sessionEndsAt,
  sessionState,
  subscribeToSessionState,
} from "@/lib/session-state";

type Props = {
  account_id: string;
  /** When the session that this page came with ends, in milliseconds since the epoch. */
  endsAt: number;
};

const words: Record<Exclude<SessionState, "live" | "sign-out-failed">, string> = {
  ended: "Your session has ended",
  "signed-out": "You signed out in another tab",
};

/**
 * Says some minutes before that the session will end, and how to go on without a break. Acts when it has ended: leads
 * to sign-in and back to this page, or, when something on the page would be lost by that, says so and leaves the page
 * as it is.
 */
export function SessionWatch({ account_id, endsAt }: Props) {
  const state = useSyncExternalStore(subscribeToSessionState, sessionState, () => "live" as const);
  const lastEnd = useSyncExternalStore(subscribeToSessionState, sessionEndsAt, () => 0);
  const end = useSessionEnd(lastEnd);

  useEffect(() => announce({ type: "signed-in", endsAt }), [endsAt]);

  useEffect(() => {
    if (state === "live" || state === "sign-out-failed" || hasGuard()) return;
    const callbackUrl = location.pathname + location.search;
    location.assign(paths.signIn({ account_id, callbackUrl, reason: state }));
  }, [state, account_id]);

  if (state === "live" && end === "far") return null;
  const signInAgain = (
    <a
      className="font-medium text-accent underline"
      href={paths.signIn({
        account_id,
        callbackUrl: paths.connections(account_id),
        ...(state === "ended" || state === "signed-out" ? { reason: state } : {}),
      })}
      target="_blank"
      rel="noreferrer"
    >
      Sign in again (opens a new tab)
    </a>
  );
  return (
    <div data-print="hide" className="px-4 pt-4 md:px-6">
      {state === "live" && (
        <Notice
          tone="info"
          role="status"
          title={`Your session ${end === "soon" ? "ends" : "ended"} at ${formatClock(lastEnd)}`}
          actions={signInAgain}
        >
          No session lasts longer than 8 hours. Signing in again in a new tab starts the next one; what is on
          this page stays.
        </Notice>
      )}
      {state === "sign-out-failed" && (
        <Notice tone="danger" role="alert" title="You are still signed in">
          The console could not be reached to sign you out. Check your network connection and try again.
        </Notice>
      )}
      {(state === "ended" || state === "signed-out") && (
        <Notice tone="warning" role="alert" title={words[state]} actions={signInAgain}>
          What is on this page stays. Sign in in a new tab, then come back here and go on.
        </Notice>
      )}
    </div>
  );
}
