"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { AcknowledgeWarnings } from "@/components/connections/acknowledge-warnings";
import { ConnectionFacts } from "@/components/connections/connection-facts";
import { ConnectionFields } from "@/components/connections/connection-fields";
import { DatabricksAppsNotice } from "@/components/connections/databricks-apps-notice";
import { DeleteConnection } from "@/components/connections/delete-connection";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { acknowledgeId, useAcknowledgement } from "@/components/connections/use-acknowledgement";
import { ErrorSummary } from "@/components/form/error-summary";
import { SaveBar } from "@/components/form/save-bar";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useRedirectContext } from "@/components/redirect-urls/use-redirect-context";
import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyValue } from "@/components/ui/copy-value";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusNote } from "@/components/ui/status-note";
import { editValuesSchema } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { isMadeByDatabricksApps } from "@/lib/connection";
import { changesBetween, editValuesOf } from "@/lib/connection-changes";
import { listErrors } from "@/lib/form-errors";
import { paths } from "@/lib/paths";
import { updateMutation } from "@/lib/queries/custom-app-integrations";
import { redirectUrlWarnings } from "@/lib/redirect-urls/judge-list";

const formId = "edit-connection";

/** A connection's page: everything known of it, and what can be changed, in place. */
export function EditConnection({ connection }: { connection: CustomAppIntegration }) {
  const { account_id } = useAccount();
  const { integration_id, name, client_id, confidential, redirect_urls } = connection;
  const redirectContext = useRedirectContext({ confidential, integration_id, existing: redirect_urls });
  const base = useMemo(() => editValuesOf(connection), [connection]);
  const [leave, setLeave] = useState<() => void>();
  const [saved, setSaved] = useState(false);
  const guarded = isMadeByDatabricksApps(connection);
  const [unlocked, setUnlocked] = useState(!guarded);
  const [unplaced, setUnplaced] = useState(false);
  const { mutateAsync, error, reset, isPending } = useMutation(updateMutation(account_id, integration_id));
  const form = useForm({
    values: base,
    resetOptions: { keepDirtyValues: true },
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(editValuesSchema(redirectContext))(values, context, options),
  });
  const { errors, submitCount } = form.formState;
  const values = useWatch({ control: form.control, compute: (current) => current });
  const changes = changesBetween(base, values);
  const count = Object.keys(changes).length;
  const acknowledgement = useAcknowledgement(
    useMemo(
      () => redirectUrlWarnings(values.redirect_urls, redirectContext),
      [values.redirect_urls, redirectContext],
    ),
  );
  const unread = acknowledgement.error;

  useLeaveGuard(count > 0, (go) => setLeave(() => go));

  async function save() {
    if (isPending || count === 0 || !acknowledgement.confirm()) return;
    setSaved(false);
    setUnplaced(false);
    if (changes.redirect_urls) form.setValue("redirect_urls", changes.redirect_urls, { shouldDirty: true });
    try {
      await mutateAsync({ body: changes, acknowledged: acknowledgement.codes });
      form.reset(form.getValues(), { keepDirtyValues: false });
      setSaved(true);
    } catch (failure) {
      setUnplaced(!setServerErrors(failure, form.setError));
    }
  }

  function discard() {
    form.reset(base, { keepDirtyValues: false });
    reset();
    setUnplaced(false);
  }

  const summary = [
    ...listErrors(errors),
    ...(unread === undefined ? [] : [{ fieldId: acknowledgeId, message: unread }]),
  ];
  return (
    <>
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title={<bdi>{name || "(no name)"}</bdi>}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            Custom connection, {confidential ? "confidential client" : "public client"}
            <CopyValue value={client_id} what="client ID" />
          </span>
        }
        actions={
          <ButtonLink href={paths.newConnection(account_id, integration_id)}>
            {confidential ? "Copy or replace" : "Copy"}
          </ButtonLink>
        }
      />
      <StatusNote className="mb-4">
        {saved && count === 0 && "Saved. Databricks may take up to 30 minutes until sign-ins follow it."}
      </StatusNote>
      <div className="max-w-form space-y-8">
        {guarded && <DatabricksAppsNotice unlocked={unlocked} onUnlock={() => setUnlocked(true)} />}
        <FormProvider {...form}>
          <form
            id={formId}
            noValidate
            onSubmit={form.handleSubmit(save, acknowledgement.confirm)}
            className="space-y-8"
          >
            {submitCount > 0 && <ErrorSummary errors={summary} attempt={submitCount} />}
            <fieldset disabled={!unlocked} className="min-w-0 space-y-8">
              <legend className="sr-only">What can be changed</legend>
              <ConnectionFields connection={connection} redirectContext={redirectContext} />
              <AcknowledgeWarnings {...acknowledgement.field} error={unread} />
            </fieldset>
          </form>
        </FormProvider>
        <ConnectionFacts connection={connection} />
        {unlocked && <DeleteConnection connection={connection} />}
      </div>
      <SaveBar
        changes={count}
        form={formId}
        pending={isPending}
        onDiscard={discard}
        error={error && unplaced && <ProblemNotice error={error} />}
      />
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </>
  );
}
