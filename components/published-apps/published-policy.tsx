"use client";

import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { SaveReview } from "@/components/connections/save-review";
import { SavedNote } from "@/components/connections/saved-note";
import { type Saved, useSaveReview } from "@/components/connections/use-save-review";
import { SaveBar } from "@/components/form/save-bar";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { PolicyForm } from "@/components/published-apps/policy-form";
import { usePolicyForm } from "@/components/published-apps/use-policy-form";
import { useAccount } from "@/components/session/account-context";
import { Section } from "@/components/ui/section";
import { accountApiPaths } from "@/lib/account-api/paths";
import type { PublishedApp, PublishedAppIntegration } from "@/lib/account-api/published-apps";
import { editValuesOf, samePolicy } from "@/lib/connection-changes";
import { isProblem } from "@/lib/problems";
import { editablePublished } from "@/lib/published-apps";
import { readPublishedIntegration, updatePublishedMutation } from "@/lib/queries/published-apps";

const formId = "published-policy";

type Props = {
  integration: PublishedAppIntegration;
  app: Pick<PublishedApp, "scopes" | "redirect_urls">;
  /** When it was read, in milliseconds since the epoch. */
  readAt: number;
  /** Whether a change of it was made is being checked. */
  checking: boolean;
  /** It was switched off under the edit. */
  onGone: () => void;
};

/** The policy in force for an enabled published app, editable in place. */
export function PublishedPolicy({ integration, readAt, app, checking, onGone }: Props) {
  const { account_id } = useAccount();
  const { integration_id } = integration;
  const latest = useMemo(() => editablePublished(integration), [integration]);
  // As for a custom connection: what somebody else changes does not slip under what is being edited.
  const [{ opened, openedAt }, setOpened] = useState({ opened: latest, openedAt: readAt });
  const base = useMemo(() => editValuesOf(opened), [opened]);
  const { form, placeErrors } = usePolicyForm(base.token_access_policy ?? null);
  const policy = useWatch({ control: form.control, name: "token_access_policy" });
  const changed = !samePolicy(policy, base.token_access_policy);
  const [leave, setLeave] = useState<() => void>();
  const [saved, setSaved] = useState<Saved>();
  const { mutateAsync } = useMutation(updatePublishedMutation(account_id, integration_id));

  useLeaveGuard(changed, (go) => setLeave(() => go));

  /** The page takes this form away as soon as it has read that the app is off, so it is told here. */
  async function unlessGone(answer: Promise<PublishedAppIntegration>) {
    try {
      return editablePublished(await answer);
    } catch (error) {
      if (isProblem(error, "not-found")) onGone();
      throw error;
    }
  }

  const save = useSaveReview({
    opened,
    latest: readAt > openedAt ? latest : opened,
    gone: false,
    read: () => unlessGone(readPublishedIntegration(account_id, integration_id)),
    update: ({ body, version }) => unlessGone(mutateAsync({ body, version })),
    onSaved: (stored, result) => {
      setOpened({ opened: stored, openedAt: Date.now() });
      form.reset({ token_access_policy: editValuesOf(stored).token_access_policy ?? null });
      setSaved(result);
    },
    onInvalid: placeErrors,
  });

  // A save whose outcome was checked may have arrived by now: then nothing is left of it to save.
  const held = !save.review && samePolicy(policy, editValuesOf(latest).token_access_policy);
  if (readAt > openedAt && (!changed || held)) setOpened({ opened: latest, openedAt: readAt });

  return (
    <Section title="Token policy" description="How long people stay signed in through it.">
      <SavedNote integration_id={integration_id} saved={changed ? undefined : saved} />
      <FormProvider {...form}>
        <form
          id={formId}
          noValidate
          onSubmit={form.handleSubmit(({ token_access_policy }) => {
            if (changed) save.start({ ...base, token_access_policy });
          })}
        >
          <fieldset disabled={checking} className="min-w-0">
            <legend className="sr-only">What can be changed</legend>
            <PolicyForm app={app} stored={base.token_access_policy !== null} />
          </fieldset>
        </form>
      </FormProvider>
      <SaveBar
        changes={changed ? 1 : 0}
        form={formId}
        pending={changed && checking}
        onDiscard={() => form.reset({ token_access_policy: base.token_access_policy ?? null })}
      />
      <SaveReview
        opened={opened}
        save={save}
        path={accountApiPaths.publishedAppIntegration(account_id, integration_id)}
      />
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </Section>
  );
}
