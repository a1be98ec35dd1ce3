"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider } from "react-hook-form";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { PolicyForm } from "@/components/published-apps/policy-form";
import { type PolicyValues, usePolicyForm } from "@/components/published-apps/use-policy-form";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { PublishedApp } from "@/lib/account-api/published-apps";
import { enableMutation } from "@/lib/queries/published-apps";

/** Enables a published app, for the first time or again. */
export function EnableApp({ app }: { app: PublishedApp }) {
  const { account_id, label } = useAccount();
  const [unplaced, setUnplaced] = useState(false);
  const { form, placeErrors } = usePolicyForm(null);
  const { mutateAsync, isPending, error } = useMutation(enableMutation(account_id));

  async function enable({ token_access_policy: policy }: PolicyValues) {
    setUnplaced(false);
    try {
      await mutateAsync({ app_id: app.app_id, ...(policy ? { token_access_policy: policy } : {}) });
    } catch (failure) {
      setUnplaced(!placeErrors(failure));
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
        <form noValidate className="space-y-6" onSubmit={form.handleSubmit(enable)}>
          <PolicyForm app={app} stored={false} />
          {error && unplaced && <ProblemNotice error={error} role="alert" />}
          <Button type="submit" variant="primary" size="lg" pending={isPending}>
            Enable in this account
          </Button>
        </form>
      </FormProvider>
    </Section>
  );
}
