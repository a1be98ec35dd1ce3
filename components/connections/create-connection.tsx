"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FieldErrors, FormProvider, useForm, useWatch } from "react-hook-form";
import { AccessFields } from "@/components/connections/access-fields";
import { CreateHeader } from "@/components/connections/create-header";
import { CreateSteps } from "@/components/connections/create-steps";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { LifetimeFields } from "@/components/connections/lifetime-fields";
import { NameAndType } from "@/components/connections/name-and-type";
import { PresetNotice } from "@/components/connections/preset-notice";
import { ReviewCreate } from "@/components/connections/review-create";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { ErrorSummary } from "@/components/form/error-summary";
import { useKeepDraft } from "@/components/form/use-draft";
import { CreateOutcome } from "@/components/intents/create-outcome";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { useRedirectContext } from "@/components/redirect-urls/use-redirect-context";
import { useAccount } from "@/components/session/account-context";
import { usePerson } from "@/components/session/person-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import {
  type CreateRequest,
  type CreateValues,
  createRequestSchema,
} from "@/lib/account-api/custom-app-integration-input";
import type { CreateStep } from "@/lib/connection-draft";
import { listErrors } from "@/lib/form-errors";
import type { CreateIntent } from "@/lib/intents";
import { paths } from "@/lib/paths";
import { findPreset } from "@/lib/presets/presets";
import { isProblem } from "@/lib/problems";
import { createMutation } from "@/lib/queries/custom-app-integrations";
import { redirectUrlWarnings } from "@/lib/redirect-urls/judge-list";

export type CreateStart = {
  values: CreateValues;
  /** Id of the preset the values were filled in for. */
  preset?: string | undefined;
  /** The step to begin with; none for all fields on one page. */
  step?: CreateStep | undefined;
};

type Stage =
  | { is: "editing" }
  | { is: "reviewing"; request: CreateRequest }
  | { is: "asked"; intent: CreateIntent };

type Props = {
  start: CreateStart;
  /** The values are a draft of an earlier visit. */
  restored: boolean;
  /** Back to the question what connects, without the values. */
  onStartOver: () => void;
};

/** The form for a new custom connection, step by step or on one page; then what came of it. */
export function CreateConnection({ start, restored, onStartOver }: Props) {
  const { account_id } = useAccount();
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ is: "editing" });
  const [step, setStep] = useState(start.step);
  const [attempt, setAttempt] = useState(0);
  const [leave, setLeave] = useState<() => void>();
  const { subject } = usePerson();
  const { mutateAsync } = useMutation(createMutation({ account_id, subject }));
  const form = useForm({
    defaultValues: start.values,
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(createRequestSchema(redirectContext))(values, context, options),
  });
  const values = useWatch({ control: form.control, compute: (current) => current });
  const redirectContext = useRedirectContext({ confidential: values.confidential });
  const { errors, isDirty } = form.formState;
  const preset = start.preset === undefined ? undefined : findPreset(start.preset);
  // What may not have been created may have to be sent again.
  const created = stage.is === "asked" && stage.intent.state !== "unknown";
  const worthKeeping = !created && (isDirty || restored || preset !== undefined);

  useLeaveGuard(stage.is !== "asked" && (isDirty || restored), (go) => setLeave(() => go), !isDirty);
  useKeepDraft(worthKeeping ? { values, preset: start.preset, step } : undefined);

  const startOver = () => (isDirty || restored ? setLeave(() => onStartOver) : onStartOver());
  const shows = (part: CreateStep) => step === undefined || step === part;

  function submit(request: CreateRequest) {
    // Blank rows are not sent; without them the server's positions are the form's.
    form.setValue("redirect_urls", request.redirect_urls);
    if (step === "access") setStep("lifetimes");
    else setStage({ is: "reviewing", request });
  }

  /** What is wrong in another step is shown there. */
  function refuse(refused: FieldErrors<CreateValues>) {
    const wrong = stepOf(refused);
    if (step === "access" && wrong === "lifetimes") setStep("lifetimes");
    else if (step !== undefined) setStep(wrong);
    setAttempt((before) => before + 1);
  }

  async function create(request: CreateRequest, acknowledged: readonly string[]) {
    try {
      setStage({ is: "asked", intent: await mutateAsync({ body: request, acknowledged }) });
    } catch (failure) {
      const ended = isProblem(failure, "unauthenticated");
      if (!ended && !setServerErrors(failure, form.setError)) throw failure;
      setStage({ is: "editing" });
      // Where the session has ended, the page's own notice takes over. The summary takes the focus a moment later,
      // when the review has closed and has given it back.
      if (!ended) setTimeout(() => refuse(form.formState.errors));
    }
  }

  return (
    <div className="max-w-form">
      <CreateHeader
        preset={preset}
        restored={restored}
        onStartOver={startOver}
        byStep={step !== undefined}
        onLayout={(byStep) => setStep(byStep ? "access" : undefined)}
      />
      {step !== undefined && (
        <CreateSteps
          takesFocus={!restored}
          current={stage.is !== "editing" ? 3 : step === "lifetimes" ? 2 : 1}
          onBackTo={(back) => (back === 0 ? startOver() : setStep("access"))}
        />
      )}
      <FormProvider {...form}>
        <form noValidate onSubmit={form.handleSubmit(submit, refuse)} className="space-y-8">
          {attempt > 0 && <ErrorSummary errors={listErrors(errors)} attempt={attempt} />}
          {shows("access") && (
            <>
              {preset && <PresetNotice preset={preset} />}
              <NameAndType />
              <AccessFields redirectContext={redirectContext} />
            </>
          )}
          {shows("lifetimes") && <LifetimeFields />}
          {stage.is !== "asked" && (
            <div className="flex flex-wrap gap-2">
              <Button type="submit" variant="primary" size="lg">
                {step === "access" ? "Next: lifetimes" : "Create connection…"}
              </Button>
              {step === "lifetimes" && (
                <Button size="lg" onClick={() => setStep("access")}>
                  Back
                </Button>
              )}
              <ButtonLink size="lg" href={paths.connections(account_id)}>
                Cancel
              </ButtonLink>
            </div>
          )}
        </form>
      </FormProvider>
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
      {stage.is === "reviewing" && (
        <ReviewCreate
          request={stage.request}
          warnings={redirectUrlWarnings(stage.request.redirect_urls, redirectContext)}
          onCreate={(acknowledged) => create(stage.request, acknowledged)}
          onBack={() => setStage({ is: "editing" })}
        />
      )}
      {stage.is === "asked" && (
        <div className="mt-8">
          <CreateOutcome
            key={stage.intent.id}
            intent={stage.intent}
            onIntent={(intent) => setStage({ is: "asked", intent })}
            onAgain={() => setStage({ is: "editing" })}
            onLeave={(integration_id) => router.replace(paths.connections(account_id, integration_id))}
          />
        </div>
      )}
    </div>
  );
}

/** The first step that has an error. */
function stepOf({ token_access_policy, ...others }: FieldErrors<CreateValues>): CreateStep {
  return token_access_policy && Object.keys(others).length === 0 ? "lifetimes" : "access";
}
