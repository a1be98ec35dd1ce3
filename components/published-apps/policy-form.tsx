"use client";

import { useController, useFormContext } from "react-hook-form";
import { TokenPolicyField } from "@/components/connections/token-policy-field";
import type { PolicyValues } from "@/components/published-apps/use-policy-form";
import type { PublishedApp } from "@/lib/account-api/published-apps";

type Props = {
  app: Pick<PublishedApp, "scopes" | "redirect_urls">;
  /** Whether the app is enabled with a policy, which the API can change but not take away. */
  stored: boolean;
};

/** The token policy of a published app. Belongs inside a form's FormProvider. */
export function PolicyForm({ app, stored }: Props) {
  const { control } = useFormContext<PolicyValues>();
  const { field, formState } = useController({ control, name: "token_access_policy" });
  const errors = formState.errors.token_access_policy;
  return (
    <TokenPolicyField
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      scopes={app.scopes}
      redirect_urls={app.redirect_urls}
      stored={stored}
      errors={{
        access_token_ttl_in_minutes: errors?.access_token_ttl_in_minutes?.message,
        refresh_token_ttl_in_minutes: errors?.refresh_token_ttl_in_minutes?.message,
        absolute_session_lifetime_in_minutes: errors?.absolute_session_lifetime_in_minutes?.message,
      }}
    />
  );
}
