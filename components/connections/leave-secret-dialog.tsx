"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { useHold } from "@/components/ui/use-hold";
import type { CreatedCustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import type { CreateIntent } from "@/lib/intents";
import { repairMutation } from "@/lib/queries/intents";

type Props = {
  open: boolean;
  intent: CreateIntent;
  created: CreatedCustomAppIntegration;
  onBack: () => void;
  /** Without an id the connection was deleted. */
  onLeave: (integration_id: string | undefined) => void;
};

/** The second question before a secret is left behind. Going back is the default. */
export function LeaveSecretDialog({
  open,
  intent,
  created: { integration_id, client_id },
  onBack,
  onLeave,
}: Props) {
  const back = useRef<HTMLButtonElement>(null);
  const { mutate, isPending, error } = useMutation(repairMutation(intent));
  const hold = useHold(error);
  return (
    <Dialog
      open={open}
      onClose={onBack}
      dismissible={!isPending}
      role="alertdialog"
      title="Leave without the secret?"
      description={
        <>
          {intent.kept ? (
            <>
              It stays sealed for this browser, and a banner brings it back. It is deleted{" "}
              {intent.expires_at !== null && <RelativeTime value={intent.expires_at} />}, and lost for good
              then
            </>
          ) : (
            "The console could not write it down. It is lost for good when the console stops before its store works again"
          )}
          : to use <bdi>{intent.name}</bdi> it would have to be deleted and created again, and its client ID{" "}
          <span className="font-mono text-sm wrap-anywhere">{client_id}</span> would change.
        </>
      }
      initialFocus={back}
      footer={
        <>
          <Button
            variant="danger"
            pending={isPending}
            disabledReason={hold}
            onClick={() => mutate({}, { onSuccess: () => onLeave(undefined) })}
          >
            Delete it now
          </Button>
          <Button onClick={() => onLeave(integration_id)}>Leave anyway</Button>
          <Button ref={back} variant="primary" onClick={onBack}>
            Go back to the secret
          </Button>
        </>
      }
    >
      {error && <ProblemNotice error={error} role="alert" />}
    </Dialog>
  );
}
