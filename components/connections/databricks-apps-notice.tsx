"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = { unlocked: boolean; onUnlock: () => void };

/** Guards a connection that Databricks Apps made for one of its apps: nothing is changed by accident. */
export function DatabricksAppsNotice({ unlocked, onUnlock }: Props) {
  const ref = useRef<HTMLDivElement>(null);

  function unlock() {
    onUnlock();
    // The button goes away.
    ref.current?.focus();
  }

  return (
    <div ref={ref} tabIndex={-1} className="rounded-lg">
      <Notice
        tone="warning"
        title="Databricks Apps made this connection for one of its apps"
        actions={!unlocked && <Button onClick={unlock}>Change it anyway</Button>}
      >
        Changing or deleting it here breaks sign-in to that app. Change the app itself instead; when the app
        is made anew, Databricks makes a new connection for it.
      </Notice>
    </div>
  );
}
