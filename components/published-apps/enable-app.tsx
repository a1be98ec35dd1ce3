"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import { useDraft, useKeepDraft } from "@/components/form/use-draft";
import { PolicyForm } from "@/components/published-apps/policy-form";
import { ReviewEnable } from "@/components/published-apps/review-enable";
import { usePolicyForm } from "@/components/published-apps/use-policy-form";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { StatusNote } from "@/components/ui/status-note";
import type { EnableRequest, PublishedApp } from "@/lib/account-api/published-apps";
import { policyDraftSchema } from "@/lib/connection-draft";
import { intentIn } from "@/lib/problems";
import { reloadOpenIntents } from "@/lib/queries/intents";
import { enableMutation } from "@/lib/queries/published-apps";
import { noteRecentChange } from "@/lib/recent-changes";

type Props = {
  app: PublishedApp;
  /** Whether it was enabled is being checked. */
  checking: boolean;
  onEnabled: () => void;
};

/** Enables a published app, for the first time or again. */
export function EnableApp({ app, checking, onEnabled }: Props) {
  const client = useQueryClient();
  const { account_id, label } = useAccount();
  const [request, setRequest] = useState<EnableRequest>();
  const draft = useDraft(policyDraftSchema);
  const { form, placeErrors } = usePolicyForm(draft?.token_access_policy ?? null);
  const token_access_policy = useWatch({ control: form.control, name: "token_access_policy" });
  useKeepDraft(draft || form.formState.isDirty ? { token_access_policy } : undefined);
  const { mutateAsync } = useMutation(enableMutation(account_id));

  async function enable(reviewed: EnableRequest) {
    try {
      const { integration_id } = await mutateAsync(reviewed);
      noteRecentChange(account_id, integration_id);
      onEnabled();
    } catch (failure) {
      if (intentIn(failure) !== undefined) await reloadOpenIntents(client, account_id);
      else if (!placeErrors(failure)) throw failure;
      setRequest(undefined);
    }
  }

  return (
    <Section
      title="Enable"
      description={
        <>
          People in <bdi>{label}</bdi> can then sign in through it. It may take Databricks up to 30 minutes.
        </>
      }
    >
      <FormProvider {...form}>
        <form
          noValidate
          className="space-y-6"
          onSubmit={form.handleSubmit(({ token_access_policy: policy }) =>
            setRequest({ app_id: app.app_id, ...(policy ? { token_access_policy: policy } : {}) }),
          )}
        >
          <StatusNote>
            {draft && "The policy that was entered or in force here before is filled in again."}
          </StatusNote>
          <fieldset disabled={checking} className="min-w-0">
            <legend className="sr-only">Token policy</legend>
            <PolicyForm app={app} stored={false} />
          </fieldset>
          <Button type="submit" variant="primary" size="lg" pending={checking}>
            Enable in this account…
          </Button>
        </form>
      </FormProvider>
      {request && (
        <ReviewEnable
          app={app}
          request={request}
          onEnable={() => enable(request)}
          onBack={() => setRequest(undefined)}
        />
      )}
    </Section>
  );
}
