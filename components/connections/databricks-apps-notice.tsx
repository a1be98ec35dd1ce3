"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type Props = { unlocked: boolean; onUnlock: () => void };

/** Guards a connection that Databricks Apps made for one of its apps: nothing is changed by accident. */
export function DatabricksAppsNotice({ unlocked, onUnlock }: Props) {
  return (
    <Notice
      tone="warning"
      title="Databricks Apps made this connection for one of its apps"
      actions={!unlocked && <Button onClick={onUnlock}>Change it anyway</Button>}
    >
      Changing or deleting it here breaks sign-in to that app. Change the app itself instead; when the app is
      made anew, Databricks makes a new connection for it.
    </Notice>
  );
}
