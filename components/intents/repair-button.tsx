"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useRedirectContext } from "@/components/redirect-urls/use-redirect-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { CreateIntent } from "@/lib/intents";
import { createMutation } from "@/lib/queries/custom-app-integrations";
import { refreshIntents, repairMutation } from "@/lib/queries/intents";
import { redirectUrlWarnings } from "@/lib/redirect-urls/judge-list";

type Props = {
  intent: CreateIntent;
  /** Which of several it is. Left out: the one that the intent created. */
  chosen?: { integration_id: string; client_id: string; place: string };
  onIntent: (intent: CreateIntent) => void;
};

/** Deletes a connection whose secret nobody has and creates it again, in two clicks. */
export function RepairButton({ intent, chosen, onIntent }: Props) {
  const [open, setOpen] = useState(false);
  const deleted = useRef(false);
  const { request } = intent;
  const context = useRedirectContext({ confidential: request.confidential });
  const repair = useMutation(repairMutation(intent));
  const client = useQueryClient();
  // Not among the creations that hide the banner: this may be in it.
  const create = useMutation({ ...createMutation(intent), mutationKey: ["repair"] });

  async function deleteAndCreate() {
    if (!deleted.current) await repair.mutateAsync(chosen ? { integration_id: chosen.integration_id } : {});
    deleted.current = true;
    // The person has accepted these warnings when they first created it.
    const acknowledged = redirectUrlWarnings(request.redirect_urls, context).map(({ code }) => code);
    const { token_access_policy, ...body } = request;
    const next = await create.mutateAsync({
      body: { ...body, ...(token_access_policy ? { token_access_policy } : {}) },
      acknowledged,
    });
    onIntent(next);
    refreshIntents(client, intent.account_id);
  }

  return (
    <>
      <Button onClick={() => setOpen(true)}>
        Delete and create again…
        {chosen && <VisuallyHidden> the {chosen.place}</VisuallyHidden>}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={
          <>
            Delete <bdi>{intent.name}</bdi> and create it again?
          </>
        }
        actionLabel="Delete and create again"
        onConfirm={deleteAndCreate}
        renderError={(error) => <ProblemNotice error={error} />}
      >
        {chosen ? (
          <>
            The one with the client ID <span className="font-mono text-sm">{chosen.client_id}</span> is
            deleted, whoever uses it,
          </>
        ) : (
          "The connection without a secret is deleted"
        )}{" "}
        after a check that it has not been changed since. The new one has the same configuration, another
        client ID and a secret that is shown to you.
      </ConfirmDialog>
    </>
  );
}
