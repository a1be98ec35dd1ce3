"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider } from "react-hook-form";
import { RadioCards } from "@/components/form/radio-cards";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { PolicyForm } from "@/components/published-apps/policy-form";
import { usePolicyForm } from "@/components/published-apps/use-policy-form";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { PublishedApp, UpdatePublishedRequest } from "@/lib/account-api/published-apps";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { enableMutation } from "@/lib/queries/published-apps";

const policies = [
  {
    value: "own",
    title: "The app’s own",
    consequence: "Databricks decides how long people stay signed in. It can be changed later.",
  },
  { value: "set", title: "Set one", consequence: "You choose the lifetimes now." },
] as const;

/** Enables a published app, for the first time or again. */
export function EnableApp({ app }: { app: PublishedApp }) {
  const { account_id, label } = useAccount();
  const [choice, setChoice] = useState<"own" | "set">("own");
  const [unplaced, setUnplaced] = useState(false);
  const { form, placeErrors } = usePolicyForm(defaultTokenAccessPolicy);
  const { mutateAsync, isPending, error } = useMutation(enableMutation(account_id));

  async function enable(policy: Partial<UpdatePublishedRequest>) {
    setUnplaced(false);
    try {
      await mutateAsync({ app_id: app.app_id, ...policy });
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
        <form
          noValidate
          className="space-y-6"
          onSubmit={(event) => {
            if (choice === "set") return form.handleSubmit(enable)(event);
            event.preventDefault();
            return enable({});
          }}
        >
          <RadioCards
            legend="Token policy"
            name="policy"
            options={policies}
            value={choice}
            onChange={(event) => setChoice(event.target.value === "set" ? "set" : "own")}
          />
          {choice === "set" && <PolicyForm scopes={app.scopes} />}
          {error && unplaced && <ProblemNotice error={error} role="alert" />}
          <Button type="submit" variant="primary" size="lg" pending={isPending}>
            Enable in this account
          </Button>
        </form>
      </FormProvider>
    </Section>
  );
}
