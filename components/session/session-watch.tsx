"use client";

import { useEffect, useSyncExternalStore } from "react";
import { hasGuard } from "@/components/leave-guard/use-leave-guard";
import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import { announce, type SessionState, sessionState, subscribeToSessionState } from "@/lib/session-state";

const words: Record<Exclude<SessionState, "live" | "sign-out-failed">, string> = {
  ended: "Your session has ended",
  "signed-out": "You signed out in another tab",
};

/**
 * Acts when the session ends: leads to sign-in and back to this page, or, when something on the page would be
 * lost by that, says so and leaves the page as it is.
 */
export function SessionWatch({ account_id }: { account_id: string }) {
  const state = useSyncExternalStore(subscribeToSessionState, sessionState, () => "live" as const);

  useEffect(() => announce({ type: "signed-in" }), []);

  useEffect(() => {
    if (state === "live" || state === "sign-out-failed" || hasGuard()) return;
    const callbackUrl = location.pathname + location.search;
    location.assign(paths.signIn({ account_id, callbackUrl, reason: state }));
  }, [state, account_id]);

  if (state === "live") return null;
  if (state === "sign-out-failed")
    return (
      <div className="px-4 pt-4 md:px-8">
        <Notice tone="danger" role="alert" title="You are still signed in">
          The console could not be reached to sign you out. Check your network connection and try again.
        </Notice>
      </div>
    );
  return (
    <div className="px-4 pt-4 md:px-8">
      <Notice
        tone="warning"
        role="alert"
        title={words[state]}
        actions={
          <a
            className="font-medium text-accent underline"
            href={paths.signIn({ account_id, callbackUrl: paths.connections(account_id), reason: state })}
            target="_blank"
            rel="noreferrer"
          >
            Sign in again (opens a new tab)
          </a>
        }
      >
        What is on this page stays. Sign in in a new tab, then come back here and go on.
      </Notice>
    </div>
  );
}
