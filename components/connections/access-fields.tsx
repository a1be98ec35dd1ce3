"use client";

import { type FieldErrors, useController, useFormContext, useWatch } from "react-hook-form";
import { ScopesField } from "@/components/connections/scopes-field";
import { serverErrorType } from "@/components/connections/set-server-errors";
import { hintId } from "@/components/redirect-urls/field-ids";
import { RedirectUrlsEditor } from "@/components/redirect-urls/redirect-urls-editor";
import { Section } from "@/components/ui/section";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import type { SaveContext } from "@/lib/redirect-urls/judge-list";
import { scopeHints } from "@/lib/scope-hints";

/** Redirect URLs and scopes, each in a section of its own. Belongs inside a form's FormProvider. */
export function AccessFields({ redirectContext }: { redirectContext: SaveContext }) {
  const { control } = useFormContext<EditValues>();
  const urls = useController({ control, name: "redirect_urls" });
  const scopes = useController({ control, name: "scopes" });
  const consent = useController({ control, name: "user_authorized_scopes" });
  const token_access_policy = useWatch({ control, name: "token_access_policy" });
  const chosen = {
    scopes: scopes.field.value,
    user_authorized_scopes: consent.field.value ?? [],
    token_access_policy,
    confidential: redirectContext.confidential,
  };
  const { errors, submitCount } = urls.formState;

  return (
    <>
      <Section
        title="Redirect URLs"
        description={
          <span id={hintId}>
            Where Databricks may send people back to after they sign in. It compares every character: scheme,
            host, port, path and a trailing slash.
          </span>
        }
      >
        <RedirectUrlsEditor
          value={urls.field.value}
          onChange={urls.field.onChange}
          onBlur={urls.field.onBlur}
          context={redirectContext}
          serverErrors={serverErrors(errors, urls.field.value.length)}
          attempt={submitCount}
        />
      </Section>
      <Section
        title="Scopes"
        description="What the application may do as the person who signs in. Grant as little as it needs."
      >
        <ScopesField
          scopes={chosen.scopes}
          consent={chosen.user_authorized_scopes}
          hints={scopeHints(chosen)}
          onChange={(choice) => {
            consent.field.onChange(choice.user_authorized_scopes);
            scopes.field.onChange(choice.scopes);
          }}
          error={scopeError(errors)}
        />
      </Section>
    </>
  );
}

/** Messages that came with an answer. The form's own have a type, and the editor words them itself. */
function serverErrors({ redirect_urls }: FieldErrors<EditValues>, length: number): (string | undefined)[] {
  return Array.from({ length: Math.max(length, 1) }, (_, index) => {
    const error = redirect_urls?.[index];
    return error?.type === serverErrorType ? error.message : undefined;
  });
}

function scopeError({ scopes, user_authorized_scopes }: FieldErrors<EditValues>): string | undefined {
  return (
    scopes?.message ??
    scopes?.root?.message ??
    [scopes, user_authorized_scopes].flatMap((list) => (Array.isArray(list) ? list : [])).find(Boolean)
      ?.message
  );
}
