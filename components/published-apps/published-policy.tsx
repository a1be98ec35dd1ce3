"use client";

import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { SaveBar } from "@/components/form/save-bar";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { PolicyForm } from "@/components/published-apps/policy-form";
import { usePolicyForm } from "@/components/published-apps/use-policy-form";
import { useAccount } from "@/components/session/account-context";
import { Section } from "@/components/ui/section";
import { StatusNote } from "@/components/ui/status-note";
import type { PublishedApp, PublishedAppIntegration } from "@/lib/account-api/published-apps";
import { policyInputOf } from "@/lib/account-api/token-access-policy";
import { updatePublishedMutation } from "@/lib/queries/published-apps";

const formId = "published-policy";

type Props = { integration: PublishedAppIntegration; app: Pick<PublishedApp, "scopes" | "redirect_urls"> };

/** The policy in force for an enabled published app, editable in place. */
export function PublishedPolicy({ integration, app }: Props) {
  const { account_id } = useAccount();
  const base = useMemo(() => policyInputOf(integration.token_access_policy), [integration]);
  const { form, placeErrors } = usePolicyForm(base);
  const policy = useWatch({ control: form.control, name: "token_access_policy" });
  const changed = JSON.stringify(policy) !== JSON.stringify(base);
  const [leave, setLeave] = useState<() => void>();
  const [saved, setSaved] = useState(false);
  const [unplaced, setUnplaced] = useState(false);
  const { mutateAsync, isPending, error, reset } = useMutation(
    updatePublishedMutation(account_id, integration.integration_id),
  );

  useLeaveGuard(changed, (go) => setLeave(() => go));

  async function save() {
    if (isPending || !changed || !policy) return;
    setSaved(false);
    setUnplaced(false);
    try {
      await mutateAsync({ token_access_policy: policy });
      form.reset(form.getValues(), { keepDirtyValues: false });
      setSaved(true);
    } catch (failure) {
      setUnplaced(!placeErrors(failure));
    }
  }

  function discard() {
    form.reset({ token_access_policy: base }, { keepDirtyValues: false });
    reset();
    setUnplaced(false);
  }

  return (
    <Section title="Token policy" description="How long people stay signed in through it.">
      <StatusNote className="mb-4">
        {saved && !changed && "Saved. Databricks may take up to 30 minutes until sign-ins follow it."}
      </StatusNote>
      <FormProvider {...form}>
        <form id={formId} noValidate onSubmit={form.handleSubmit(save)}>
          <PolicyForm app={app} stored={base !== null} />
        </form>
      </FormProvider>
      <SaveBar
        changes={changed ? 1 : 0}
        form={formId}
        pending={isPending}
        onDiscard={discard}
        error={error && unplaced && <ProblemNotice error={error} />}
      />
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </Section>
  );
}
