"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { AccessFields } from "@/components/connections/access-fields";
import { ConnectionFacts } from "@/components/connections/connection-facts";
import { ConnectionGone } from "@/components/connections/connection-gone";
import { ConnectionHeader } from "@/components/connections/connection-header";
import { DatabricksAppsNotice } from "@/components/connections/databricks-apps-notice";
import { DeleteConnection } from "@/components/connections/delete-connection";
import { DeletedMeanwhile } from "@/components/connections/deleted-meanwhile";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { LifetimeFields } from "@/components/connections/lifetime-fields";
import { SaveReview } from "@/components/connections/save-review";
import { SavedNote } from "@/components/connections/saved-note";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { type Saved, useSaveReview } from "@/components/connections/use-save-review";
import { ErrorSummary } from "@/components/form/error-summary";
import { SaveBar } from "@/components/form/save-bar";
import { useDraft, useKeepDraft } from "@/components/form/use-draft";
import { DoubtNotice } from "@/components/intents/doubt-notice";
import { useDoubt } from "@/components/intents/use-doubt";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { useRedirectContext } from "@/components/redirect-urls/use-redirect-context";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { StatusNote } from "@/components/ui/status-note";
import { editValuesSchema } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { isMadeByDatabricksApps } from "@/lib/connection";
import { changesBetween, editValuesOf, withEditValues } from "@/lib/connection-changes";
import { editDraftSchema } from "@/lib/connection-draft";
import { listErrors } from "@/lib/form-errors";
import { sameValues } from "@/lib/merge/merge-connection";
import { paths } from "@/lib/paths";
import { customAppIntegrationQuery, updateMutation } from "@/lib/queries/custom-app-integrations";
import { redirectUrlWarnings } from "@/lib/redirect-urls/judge-list";

const formId = "edit-connection";

type Props = {
  /** As it was read last. */
  connection: CustomAppIntegration;
  /** When that was, in milliseconds since the epoch. */
  readAt: number;
  /** It was deleted since. */
  gone: boolean;
};

/** A connection's page: everything known of it, and what can be changed, in place. */
export function EditConnection({ connection, readAt, gone }: Props) {
  const { account_id } = useAccount();
  const { integration_id, confidential } = connection;
  const router = useRouter();
  const client = useQueryClient();
  const { mutateAsync } = useMutation(updateMutation(account_id, integration_id));
  // What the form was loaded from. A change by somebody else must not slip under what is being edited: then only a
  // save that merges brings the two together.
  const draft = useDraft(editDraftSchema);
  const [restoring, setRestoring] = useState(draft !== undefined);
  const [{ opened, openedAt }, setOpened] = useState(
    draft
      ? { opened: withEditValues(connection, draft.opened), openedAt: 0 }
      : { opened: connection, openedAt: readAt },
  );
  const latest = readAt > openedAt ? connection : opened;
  const base = useMemo(() => editValuesOf(opened), [opened]);
  const redirectContext = useRedirectContext({
    confidential,
    integration_id,
    existing: opened.redirect_urls,
  });
  const [leave, setLeave] = useState<() => void>();
  const [saved, setSaved] = useState<Saved>();
  const [refusals, setRefusals] = useState(0);
  const guarded = isMadeByDatabricksApps(connection);
  const [unlocked, setUnlocked] = useState(!guarded);
  const form = useForm({
    values: base,
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(editValuesSchema(redirectContext))(values, context, options),
  });
  const { errors, submitCount, isDirty } = form.formState;
  const values = useWatch({ control: form.control, compute: (current) => current });
  const count = Object.keys(changesBetween(base, values)).length;
  const changedMeanwhile = !gone && !sameValues(base, editValuesOf(latest));

  useLeaveGuard(count > 0, (go) => setLeave(() => go));
  useKeepDraft(restoring ? draft : count > 0 ? { opened: base, values } : undefined);

  useEffect(() => {
    if (!restoring || !draft) return;
    form.reset(draft.values, { keepDefaultValues: true });
    setRestoring(false);
  }, [restoring, draft, form]);

  const save = useSaveReview({
    opened,
    latest,
    gone,
    read: () => client.fetchQuery({ ...customAppIntegrationQuery(account_id, integration_id), staleTime: 0 }),
    update: mutateAsync,
    onSaved: (stored, result) => {
      setOpened({ opened: stored, openedAt: Date.now() });
      form.reset(editValuesOf(stored));
      setSaved(result);
    },
    onInvalid: (error) => {
      const placed = setServerErrors(error, form.setError);
      // The summary takes the focus a moment later, when the review has closed and has given it back.
      if (placed) setTimeout(() => setRefusals((before) => before + 1));
      return placed;
    },
  });

  // A save of an earlier visit may have arrived by now: then nothing is left of it to save.
  const held = !save.review && Object.keys(changesBetween(editValuesOf(connection), values)).length === 0;
  if (readAt > openedAt && (!isDirty || held) && !restoring)
    setOpened({ opened: connection, openedAt: readAt });

  const doubt = useDoubt(
    (intent) => intent.integration_id === integration_id,
    async ({ kind }) => {
      if (kind === "custom_app.delete") router.replace(paths.connections(account_id));
      else await save.arrived();
    },
  );
  const comparable = doubt?.intent.state === "needs_you" && count > 0;
  const compare = () => void save.compare(values);

  function discard() {
    form.reset(base);
    setSaved(undefined);
  }

  if (gone && count === 0) return <ConnectionGone integration_id={integration_id} name={connection.name} />;
  return (
    <>
      <ConnectionHeader connection={connection} />
      <DoubtNotice
        doubt={doubt}
        hint={count > 0 && doubt?.intent.kind === "custom_app.update" && "What you entered is still here."}
        actions={comparable && <Button onClick={compare}>Compare with what you entered…</Button>}
      />
      <SavedNote integration_id={integration_id} saved={count === 0 ? saved : undefined} />
      <div className="max-w-form space-y-8">
        {guarded && <DatabricksAppsNotice unlocked={unlocked} onUnlock={() => setUnlocked(true)} />}
        <StatusNote className="empty:hidden">
          {draft && count > 0 && "What you entered before is here again. Discard brings back what is stored."}
        </StatusNote>
        {count > 0 && (gone || changedMeanwhile) && (
          <Notice
            tone={gone ? "warning" : "info"}
            role="status"
            title={
              gone ? "It was deleted since you opened it" : "Somebody else changed it since you opened it"
            }
          >
            {gone
              ? "What you entered is still here. Saving offers to make a new connection of it."
              : "What you entered is still here. Saving shows their changes beside yours and keeps both."}
          </Notice>
        )}
        <FormProvider {...form}>
          <form
            id={formId}
            noValidate
            onSubmit={form.handleSubmit((checked) => {
              if (count === 0) return;
              // Blank rows are not sent; without them the server's positions are the form's.
              if (checked.redirect_urls.length < values.redirect_urls.length)
                form.setValue("redirect_urls", checked.redirect_urls, { shouldDirty: true });
              save.start({ token_access_policy: null, ...checked });
            })}
            className="space-y-8"
          >
            {submitCount > 0 && <ErrorSummary errors={listErrors(errors)} attempt={submitCount + refusals} />}
            <fieldset disabled={!unlocked || doubt?.open} className="min-w-0 space-y-8">
              <legend className="sr-only">What can be changed</legend>
              <AccessFields redirectContext={redirectContext} />
              <LifetimeFields stored={base.token_access_policy !== null} />
            </fieldset>
          </form>
        </FormProvider>
        <ConnectionFacts connection={connection} />
        {unlocked && !gone && <DeleteConnection connection={connection} />}
      </div>
      <SaveBar
        changes={count}
        form={formId}
        pending={count > 0 && doubt?.open === true}
        onDiscard={discard}
      />
      <SaveReview
        opened={opened}
        save={save}
        path={accountApiPaths.customAppIntegration(account_id, integration_id)}
        warningsOf={(redirect_urls, { redirect_urls: existing }) =>
          redirectUrlWarnings(redirect_urls, { ...redirectContext, existing })
        }
      />
      {save.deleted && (
        <DeletedMeanwhile connection={opened} values={save.deleted.values} onBack={save.close} />
      )}
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </>
  );
}
