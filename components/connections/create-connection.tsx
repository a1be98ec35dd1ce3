"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { AcknowledgeWarnings } from "@/components/connections/acknowledge-warnings";
import { ClientTypeField } from "@/components/connections/client-type-field";
import { ConnectionFields } from "@/components/connections/connection-fields";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { PresetNotice } from "@/components/connections/preset-notice";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { acknowledgeId, useAcknowledgement } from "@/components/connections/use-acknowledgement";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { TextInput } from "@/components/form/text-input";
import { CreateOutcome } from "@/components/intents/create-outcome";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useRedirectContext } from "@/components/redirect-urls/use-redirect-context";
import { useAccount } from "@/components/session/account-context";
import { usePerson } from "@/components/session/person-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import {
  type CreateRequest,
  type CreateValues,
  createRequestSchema,
} from "@/lib/account-api/custom-app-integration-input";
import { listErrors } from "@/lib/form-errors";
import type { Intent } from "@/lib/intents";
import { paths } from "@/lib/paths";
import type { Preset } from "@/lib/presets/preset-schema";
import { isProblem } from "@/lib/problems";
import { createMutation } from "@/lib/queries/custom-app-integrations";
import { redirectUrlWarnings } from "@/lib/redirect-urls/judge-list";

type Stage = { is: "editing" } | { is: "asked"; intent: Intent };

type Props = {
  initial: CreateValues;
  /** What the values were filled in for. */
  preset?: Preset;
};

/** The form for a new custom connection, then what came of it. */
export function CreateConnection({ initial, preset }: Props) {
  const { account_id } = useAccount();
  const { subject } = usePerson();
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ is: "editing" });
  const [leave, setLeave] = useState<() => void>();
  const { mutateAsync, error, isPending } = useMutation(createMutation({ account_id, subject }));
  const [unplaced, setUnplaced] = useState(false);
  const form = useForm({
    defaultValues: initial,
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(createRequestSchema(redirectContext))(values, context, options),
  });
  const [confidential, urls] = useWatch({ control: form.control, name: ["confidential", "redirect_urls"] });
  const redirectContext = useRedirectContext({ confidential });
  const acknowledgement = useAcknowledgement(
    useMemo(() => redirectUrlWarnings(urls, redirectContext), [urls, redirectContext]),
  );
  const { errors, isDirty, submitCount } = form.formState;
  const sending = useRef(false);

  useLeaveGuard(stage.is === "editing" && isDirty, (go) => setLeave(() => go));

  async function create(request: CreateRequest) {
    // React may not have rendered the pending state yet when the second press comes.
    if (sending.current || !acknowledgement.confirm()) return;
    sending.current = true;
    setUnplaced(false);
    // Blank rows are not sent; without them the server's positions are the form's.
    form.setValue("redirect_urls", request.redirect_urls);
    try {
      setStage({ is: "editing" });
      const intent = await mutateAsync({ body: request, acknowledged: acknowledgement.codes });
      setStage({ is: "asked", intent });
    } catch (failure) {
      setUnplaced(!setServerErrors(failure, form.setError));
    } finally {
      sending.current = false;
    }
  }

  const unread = acknowledgement.error;
  const summary = [
    ...listErrors(errors),
    ...(unread === undefined ? [] : [{ fieldId: acknowledgeId, message: unread }]),
  ];
  return (
    <div className="max-w-form">
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title="New connection"
        description="Registers an application that signs people in with their Databricks account."
      />
      <FormProvider {...form}>
        <form noValidate onSubmit={form.handleSubmit(create, acknowledgement.confirm)} className="space-y-8">
          {preset && <PresetNotice preset={preset} />}
          {submitCount > 0 && <ErrorSummary errors={summary} attempt={submitCount} />}
          <Section title="Application">
            <div className="space-y-6">
              <Field
                id="name"
                label="Name"
                hint="People see it when they grant access. It cannot be changed later."
                error={errors.name?.message}
              >
                {(control) => <TextInput {...control} {...form.register("name")} />}
              </Field>
              <ClientTypeField />
            </div>
          </Section>
          <ConnectionFields redirectContext={redirectContext} />
          <AcknowledgeWarnings {...acknowledgement.field} error={unread} />
          {error && (unplaced || summary.length === 0) && (
            <ProblemNotice
              error={error}
              role="alert"
              actions={
                isProblem(error, "offline", "in-flight") && (
                  <ButtonLink href={paths.connections(account_id)} target="_blank">
                    Open the list in a new tab
                  </ButtonLink>
                )
              }
            />
          )}
          {stage.is === "asked" && (
            <CreateOutcome
              key={stage.intent.id}
              intent={stage.intent}
              onIntent={(intent) => setStage({ is: "asked", intent })}
              onAgain={() => setStage({ is: "editing" })}
              onLeave={(integration_id) => router.replace(paths.connections(account_id, integration_id))}
            />
          )}
          {stage.is === "editing" && (
            <div className="flex gap-2">
              <Button type="submit" variant="primary" size="lg" pending={isPending}>
                Create connection
              </Button>
              <ButtonLink size="lg" href={paths.connections(account_id)}>
                Cancel
              </ButtonLink>
            </div>
          )}
        </form>
      </FormProvider>
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
    </div>
  );
}
