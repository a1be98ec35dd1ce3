"use client";

import { useIsMutating, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CreateOutcome } from "@/components/intents/create-outcome";
import { IntentNotice } from "@/components/intents/intent-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Intent } from "@/lib/intents";
import { createKey } from "@/lib/queries/custom-app-integrations";
import { openIntentsQuery } from "@/lib/queries/intents";

/** On every page: secrets that wait for this person, and creations whose outcome is not settled. */
export function IntentsBanner() {
  const { account_id } = useAccount();
  const { data = [] } = useQuery(openIntentsQuery(account_id));
  const creating = useIsMutating({ mutationKey: createKey }) > 0;
  const [opened, setOpened] = useState<Intent>();
  const close = () => setOpened(undefined);

  // What this or another page deals with is not offered here; nor is what is still on its way.
  const open = creating
    ? []
    : data.filter(
        ({ intent, attended }) => !attended && intent.state !== "pending" && intent.state !== "sent",
      );
  const waiting = open.filter(({ intent, here }) => intent.state === "sealed" && here);
  const others = open.filter((each) => !waiting.includes(each));
  if (!opened && open.length === 0) return null;
  return (
    <div data-print="hide" className="space-y-2 px-4 pt-4 md:px-6 md:pb-4">
      {waiting.length > 0 && !opened && (
        <Notice
          tone="info"
          role="status"
          title={waiting.length === 1 ? "1 secret is waiting" : `${waiting.length} secrets are waiting`}
          actions={waiting.map(({ intent }) => (
            <Button key={intent.id} onClick={() => setOpened(intent)}>
              Show the secret of {intent.name}
            </Button>
          ))}
        >
          Only this browser can open it. It is deleted{" "}
          <RelativeTime value={Math.min(...waiting.map(({ intent }) => intent.expires_at ?? 0))} />.
        </Notice>
      )}
      {!opened &&
        others.map(({ intent }) => (
          <IntentNotice key={intent.id} intent={intent} onIntent={setOpened} onClosed={close} />
        ))}
      {opened && (
        <CreateOutcome key={opened.id} intent={opened} onIntent={setOpened} onAgain={close} onLeave={close} />
      )}
    </div>
  );
}
