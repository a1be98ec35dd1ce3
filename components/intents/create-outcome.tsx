"use client";

import { useQuery } from "@tanstack/react-query";
import { SecretDialog } from "@/components/connections/secret-dialog";
import { IntentNotice } from "@/components/intents/intent-notice";
import { SealedSecret } from "@/components/intents/sealed-secret";
import { useAttending } from "@/components/intents/use-attending";
import type { Intent } from "@/lib/intents";
import { intentQuery } from "@/lib/queries/intents";

type Props = {
  /** As the create was answered. */
  intent: Intent;
  /** Another creation took its place. */
  onIntent: (intent: Intent) => void;
  /** The form may be sent again. */
  onAgain: () => void;
  /** Leaves for the list; with the connection to point out, if it exists. */
  onLeave: (integration_id: string | undefined) => void;
};

/** What came of a create, in the page that asked for it: followed until it is clear. */
export function CreateOutcome({ intent: asked, onIntent, onAgain, onLeave }: Props) {
  const { data: intent } = useQuery(intentQuery(asked));
  useAttending(intent.id, intent.account_id);
  if (intent.state === "sealed")
    return <SealedSecret intent={intent} onLeave={onLeave} onIntent={onIntent} />;
  if (intent.state === "done")
    return (
      <SecretDialog
        intent={intent}
        created={{ integration_id: intent.integration_id ?? "", client_id: intent.client_id ?? "" }}
        onLeave={onLeave}
      />
    );
  return (
    <IntentNotice intent={intent} onIntent={onIntent} onAgain={onAgain} onClosed={() => onLeave(undefined)} />
  );
}
