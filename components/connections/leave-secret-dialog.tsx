"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CreatedCustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { deleteMutation } from "@/lib/queries/custom-app-integrations";

type Props = {
  open: boolean;
  name: string;
  created: CreatedCustomAppIntegration;
  onBack: () => void;
  /** Without an id the connection was deleted. */
  onLeave: (integration_id: string | undefined) => void;
};

/** The second question before a secret is left behind. Going back is the default. */
export function LeaveSecretDialog({
  open,
  name,
  created: { integration_id, client_id },
  onBack,
  onLeave,
}: Props) {
  const { account_id } = useAccount();
  const back = useRef<HTMLButtonElement>(null);
  const { mutate, isPending, error } = useMutation(deleteMutation(account_id, integration_id));
  return (
    <Dialog
      open={open}
      onClose={onBack}
      dismissible={!isPending}
      role="alertdialog"
      size="sm"
      title="Leave without the secret?"
      description={
        <>
          The secret is lost for good then. To use <bdi>{name}</bdi> it would have to be deleted and created
          again, and its client ID {client_id} would change.
        </>
      }
      initialFocus={back}
      footer={
        <>
          <Button
            variant="danger"
            pending={isPending}
            onClick={() => mutate(undefined, { onSuccess: () => onLeave(undefined) })}
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
