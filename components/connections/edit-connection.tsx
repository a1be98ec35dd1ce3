"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { ConnectionFacts } from "@/components/connections/connection-facts";
import { ConnectionFields } from "@/components/connections/connection-fields";
import { ConnectionGone } from "@/components/connections/connection-gone";
import { ConnectionHeader } from "@/components/connections/connection-header";
import { DeleteConnection } from "@/components/connections/delete-connection";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { SaveReview } from "@/components/connections/save-review";
import { SavedNote } from "@/components/connections/saved-note";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { type Saved, useSaveReview } from "@/components/connections/use-save-review";
import { ErrorSummary } from "@/components/form/error-summary";
import { SaveBar } from "@/components/form/save-bar";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { Notice } from "@/components/ui/notice";
import { editValuesSchema } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { changesBetween, editValuesOf } from "@/lib/connection-changes";
import { listErrors } from "@/lib/form-errors";
import { sameValues } from "@/lib/merge/merge-connection";

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
  const { integration_id, confidential, redirect_urls } = connection;
  // What the form was loaded from. A change by somebody else must not slip under what is being edited: then only a
  // save that merges brings the two together.
  const [{ opened, openedAt }, setOpened] = useState({ opened: connection, openedAt: readAt });
  const latest = readAt > openedAt ? connection : opened;
  const base = useMemo(() => editValuesOf(opened), [opened]);
  const [leave, setLeave] = useState<() => void>();
  const [saved, setSaved] = useState<Saved>();
  const [refusals, setRefusals] = useState(0);
  const form = useForm({
    values: base,
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(
        editValuesSchema({ confidential, consoleOrigin: location.origin, existing: redirect_urls }),
      )(values, context, options),
  });
  const { errors, submitCount, isDirty } = form.formState;
  const values = useWatch({ control: form.control, compute: (current) => current });
  const count = Object.keys(changesBetween(base, values)).length;
  const changedMeanwhile = !gone && !sameValues(base, editValuesOf(latest));
  if (readAt > openedAt && !isDirty) setOpened({ opened: connection, openedAt: readAt });

  useLeaveGuard(count > 0, (go) => setLeave(() => go));

  const save = useSaveReview({
    opened,
    latest,
    gone,
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

  function discard() {
    form.reset(base);
    setSaved(undefined);
  }

  if (gone && count === 0) return <ConnectionGone name={connection.name} />;
  return (
    <>
      <ConnectionHeader connection={connection} />
      <SavedNote integration_id={integration_id} saved={count === 0 ? saved : undefined} />
      <div className="max-w-form space-y-8">
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
              save.start(checked);
            })}
            className="space-y-8"
          >
            {submitCount > 0 && <ErrorSummary errors={listErrors(errors)} attempt={submitCount + refusals} />}
            <ConnectionFields />
          </form>
        </FormProvider>
        <ConnectionFacts connection={connection} />
        {!gone && <DeleteConnection connection={connection} />}
      </div>
      <SaveBar changes={count} form={formId} pending={false} onDiscard={discard} />
      <SaveReview opened={opened} save={save} />
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </>
  );
}
