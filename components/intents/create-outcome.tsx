"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { SecretDialog } from "@/components/connections/secret-dialog";
import { IntentNotice } from "@/components/intents/intent-notice";
import { SealedSecret } from "@/components/intents/sealed-secret";
import { useAttending } from "@/components/intents/use-attending";
import type { CreateIntent } from "@/lib/intents";
import { intentQuery, seenMutation } from "@/lib/queries/intents";

type Props = {
  /** As the create was answered. */
  intent: CreateIntent;
  /** Another creation took its place. */
  onIntent: (intent: CreateIntent) => void;
  /** The form may be sent again. */
  onAgain: () => void;
  /** Leaves for the list; with the connection to point out, if it exists. */
  onLeave: (integration_id: string | undefined) => void;
};

/** What came of a create, in the page that asked for it: followed until it is clear. */
export function CreateOutcome({ intent: asked, onIntent, onAgain, onLeave }: Props) {
  const { data: intent } = useQuery(intentQuery(asked));
  const { mutate: noteSeen } = useMutation(seenMutation());
  useAttending(intent.id, intent.account_id);
  const again = () => {
    noteSeen(intent);
    onAgain();
  };
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
    <IntentNotice intent={intent} onIntent={onIntent} onAgain={again} onClosed={() => onLeave(undefined)} />
  );
}
