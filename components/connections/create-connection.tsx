"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { ClientTypeField } from "@/components/connections/client-type-field";
import { ConnectionFields } from "@/components/connections/connection-fields";
import { LeaveDialog } from "@/components/connections/leave-dialog";
import { ReviewCreate } from "@/components/connections/review-create";
import { SecretDialog } from "@/components/connections/secret-dialog";
import { setServerErrors } from "@/components/connections/set-server-errors";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { TextInput } from "@/components/form/text-input";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import { useAccount } from "@/components/session/account-context";
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
import type { CreatedCustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { listErrors } from "@/lib/form-errors";
import { paths } from "@/lib/paths";
import { isProblem } from "@/lib/problems";
import { createMutation } from "@/lib/queries/custom-app-integrations";
import { noteRecentChange } from "@/lib/recent-changes";

type Stage =
  | { is: "editing" }
  | { is: "reviewing"; request: CreateRequest }
  | { is: "created"; created: CreatedCustomAppIntegration; request: CreateRequest };

/** The form for a new custom connection, then the dialog with what came of it. */
export function CreateConnection({ initial }: { initial: CreateValues }) {
  const { account_id } = useAccount();
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ is: "editing" });
  const [refusals, setRefusals] = useState(0);
  const [leave, setLeave] = useState<() => void>();
  const { mutateAsync, reset } = useMutation(createMutation(account_id));
  const form = useForm({
    defaultValues: initial,
    mode: "onTouched",
    // The error summary takes the focus.
    shouldFocusError: false,
    resolver: (values, context, options) =>
      zodResolver(createRequestSchema(location.origin))(values, context, options),
  });
  const { errors, isDirty, submitCount } = form.formState;

  useLeaveGuard(stage.is !== "created" && isDirty, (go) => setLeave(() => go));

  function review(request: CreateRequest) {
    // Blank rows are not sent; without them the server's positions are the form's.
    form.setValue("redirect_urls", request.redirect_urls);
    setStage({ is: "reviewing", request });
  }

  async function create(request: CreateRequest) {
    try {
      const created = await mutateAsync(request);
      noteRecentChange(account_id, created.integration_id);
      setStage({ is: "created", created, request });
      // The dialog holds the secret from here on; the mutation must not.
      reset();
    } catch (failure) {
      // Where the session has ended, the page's own notice takes over.
      if (!isProblem(failure, "unauthenticated") && !setServerErrors(failure, form.setError)) throw failure;
      setStage({ is: "editing" });
      // The summary takes the focus a moment later, when the review has closed and has given it back.
      setTimeout(() => setRefusals((before) => before + 1));
    }
  }

  return (
    <div className="max-w-form">
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title="New connection"
        description="Registers an application that signs people in with their Databricks account."
      />
      <FormProvider {...form}>
        <form noValidate onSubmit={form.handleSubmit(review)} className="space-y-8">
          {submitCount > 0 && <ErrorSummary errors={listErrors(errors)} attempt={submitCount + refusals} />}
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
          <ConnectionFields />
          <div className="flex gap-2">
            <Button type="submit" variant="primary" size="lg">
              Create connection…
            </Button>
            <ButtonLink size="lg" href={paths.connections(account_id)}>
              Cancel
            </ButtonLink>
          </div>
        </form>
      </FormProvider>
      <LeaveDialog leave={leave} onStay={() => setLeave(undefined)} />
      {stage.is === "reviewing" && (
        <ReviewCreate
          request={stage.request}
          onCreate={() => create(stage.request)}
          onBack={() => setStage({ is: "editing" })}
        />
      )}
      {stage.is === "created" && (
        <SecretDialog
          created={stage.created}
          request={stage.request}
          onLeave={(integration_id) => router.replace(paths.connections(account_id, integration_id))}
        />
      )}
    </div>
  );
}
