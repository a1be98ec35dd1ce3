"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Section } from "@/components/ui/section";
import { intentIn } from "@/lib/problems";
import type { PublishedAppState } from "@/lib/published-apps";
import { reloadOpenIntents } from "@/lib/queries/intents";
import { disableMutation } from "@/lib/queries/published-apps";

type Props = { name: string; published: Exclude<PublishedAppState, { state: "available" }> };

/** Switches the app off for the whole account. It can be enabled again here, unless it left the catalogue. */
export function SwitchOffApp({ name, published }: Props) {
  const { account_id, label } = useAccount();
  const { mutateAsync } = useMutation(disableMutation(account_id, published.integration.integration_id));
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const returns = published.state === "enabled";

  return (
    <Section
      title="Switch off"
      description={
        returns
          ? "Nobody can sign in through it until it is enabled again, here or by the API."
          : "Nobody can sign in through it any more."
      }
    >
      <Button variant="danger" onClick={() => setOpen(true)}>
        Switch off…
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={
          <>
            Switch off <bdi>{name}</bdi>?
          </>
        }
        actionLabel="Switch off"
        {...(returns ? {} : { typedText: name })}
        onConfirm={async () => {
          try {
            await mutateAsync();
          } catch (error) {
            if (intentIn(error) === undefined) throw error;
            await reloadOpenIntents(client, account_id);
          }
        }}
        renderError={(error) => <ProblemNotice error={error} />}
      >
        <ul className="list-disc space-y-1 pl-5">
          <li>
            Everybody who signs in to <bdi>{label}</bdi> through <bdi>{name}</bdi> is locked out, in all
            workspaces.
          </li>
          <li>It may take Databricks up to 30 minutes.</li>
          <li>
            {returns
              ? "Its token policy is lost; enabling it again starts with the one you choose then."
              : "The app is no longer in the catalogue, so it may not be possible to enable it again."}
          </li>
        </ul>
      </ConfirmDialog>
    </Section>
  );
}
