"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CreatedFacts } from "@/components/connections/created-facts";
import { LeaveSecretDialog } from "@/components/connections/leave-secret-dialog";
import { Checkbox } from "@/components/form/checkbox";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useHold } from "@/components/ui/use-hold";
import type { CreatedCustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import type { CreateIntent } from "@/lib/intents";
import { acknowledgeMutation } from "@/lib/queries/intents";

type Props = {
  intent: CreateIntent;
  created: CreatedCustomAppIntegration;
  /** The answer broke off after the secret. */
  brokenOff?: boolean;
  /** Leaves the dialog. Called once; the connection exists, or was deleted when no id is given. */
  onLeave: (integration_id: string | undefined) => void;
};

/** What appears below the fold would not be seen. */
const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

/**
 * Shows what came of a create. Only this browser can open the secret, so nothing closes the dialog by accident:
 * leaving asks again unless the secret was copied or is said to be stored. Done says so to the server, and from then on
 * nobody can open it.
 */
export function SecretDialog({ intent, created, brokenOff = false, onLeave }: Props) {
  const { client_secret, integration_id } = created;
  const { mutate, isPending, error } = useMutation(acknowledgeMutation(intent));
  const [copied, setCopied] = useState(false);
  const [stored, setStored] = useState(false);
  const [asking, setAsking] = useState(false);
  const hold = useHold(error);
  const safe = client_secret === undefined || copied || stored;
  const ask = () => setAsking(true);
  const leave = () => onLeave(integration_id);
  const done = client_secret === undefined ? leave : () => mutate({}, { onSuccess: leave });

  // Up until the page is left, whatever was ticked: leaving happens by the buttons only.
  useLeaveGuard(client_secret !== undefined, ask);

  return (
    <>
      <Dialog
        open
        dismissible={false}
        onClose={leave}
        onDismissAttempt={() => (safe ? undefined : ask())}
        title={
          <>
            <bdi>{intent.name}</bdi> was created
          </>
        }
        description={
          client_secret === undefined
            ? "A public client has no secret, by design: it proves itself with PKCE. These values are all it needs, and they stay available on its page."
            : "Copy the secret now. After Done it cannot be shown again, and Databricks cannot issue another for this connection."
        }
        size="lg"
        footer={
          <>
            {client_secret !== undefined && (
              <Checkbox
                className="mr-auto"
                label="I have stored the secret"
                checked={stored}
                onChange={(event) => setStored(event.target.checked)}
              />
            )}
            {!safe && <Button onClick={ask}>Leave without the secret…</Button>}
            {safe && error && <Button onClick={leave}>Leave without confirming</Button>}
            <Button
              variant="primary"
              pending={isPending}
              disabledReason={
                safe
                  ? client_secret === undefined
                    ? undefined
                    : hold
                  : "Copy the secret first, or tick that you have stored it."
              }
              onClick={done}
            >
              Done
            </Button>
          </>
        }
      >
        <div className="space-y-4">
          {!intent.kept && client_secret !== undefined && (
            <Notice tone="warning" role="alert" title="This secret could not be kept: store it now">
              The console could not write to its store. The secret is in this page and in the memory of the
              console, and nowhere else: when the console stops before its store works again, only you have
              it.
            </Notice>
          )}
          <CreatedFacts created={created} onSecretCopied={() => setCopied(true)} />
          <p role="status" className="text-sm text-muted empty:hidden">
            {copied &&
              "The secret is in the clipboard. Other programs can read it there, and a clipboard history may keep it: copy something else once it is stored."}
          </p>
          <p className="text-sm text-muted">
            Databricks may take up to 30 minutes until people can sign in through it.
          </p>
          {brokenOff && (
            <p className="text-sm text-muted">
              The answer of Databricks broke off after the secret. The secret itself came whole.
            </p>
          )}
          {error && (
            <div ref={intoSight}>
              <ProblemNotice error={error} role="alert" />
            </div>
          )}
        </div>
      </Dialog>
      <LeaveSecretDialog
        open={asking}
        intent={intent}
        created={created}
        onBack={() => setAsking(false)}
        onLeave={onLeave}
      />
    </>
  );
}
