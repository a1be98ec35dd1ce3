"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Section } from "@/components/ui/section";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { formatMinutes } from "@/lib/duration";
import { paths } from "@/lib/paths";
import { intentIn } from "@/lib/problems";
import { deleteMutation } from "@/lib/queries/custom-app-integrations";
import { reloadOpenIntents } from "@/lib/queries/intents";

/** Deletes the connection after its name was typed. There is no undo upstream. */
export function DeleteConnection({ connection }: { connection: CustomAppIntegration }) {
  const { account_id, label } = useAccount();
  const { integration_id, client_id, token_access_policy } = connection;
  const name = connection.name.trim() || client_id;
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const router = useRouter();
  const { mutateAsync } = useMutation(deleteMutation(account_id, integration_id));
  const access = token_access_policy?.access_token_ttl_in_minutes;

  async function remove() {
    try {
      await mutateAsync();
    } catch (error) {
      if (intentIn(error) === undefined) throw error;
      // The page tells of it, and leaves when it is certain.
      return reloadOpenIntents(client, account_id);
    }
    router.replace(paths.connections(account_id));
  }

  return (
    <Section
      title="Delete"
      description="Nobody can sign in through it any more, and its client ID never comes back."
    >
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete connection…
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={
          <>
            Delete <bdi>{name}</bdi>?
          </>
        }
        typedText={name}
        actionLabel="Delete connection"
        onConfirm={remove}
        renderError={(error) => <ProblemNotice error={error} />}
      >
        <ul className="list-disc space-y-1 pl-5">
          <li>
            Nobody in <bdi>{label}</bdi> can sign in through it any more.
          </li>
          <li>
            People who are signed in lose access when their access token ends
            {access === undefined ? "" : `, after ${formatMinutes(access)} at most`}.
          </li>
          <li>
            The client ID <span className="font-mono text-sm wrap-anywhere">{client_id}</span> is gone for
            good. A new connection gets another one.
          </li>
          <li>It cannot be undone.</li>
        </ul>
      </ConfirmDialog>
    </Section>
  );
}
