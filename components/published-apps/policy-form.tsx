"use client";

import { useController, useFormContext } from "react-hook-form";
import { TokenPolicyField } from "@/components/connections/token-policy-field";
import type { UpdatePublishedRequest } from "@/lib/account-api/published-apps";

/** The token policy of a published app. Belongs inside a form's FormProvider. */
export function PolicyForm({ scopes }: { scopes: readonly string[] }) {
  const { control } = useFormContext<UpdatePublishedRequest>();
  const { field, formState } = useController({ control, name: "token_access_policy" });
  const errors = formState.errors.token_access_policy;
  return (
    <TokenPolicyField
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      scopes={scopes}
      errors={{
        access_token_ttl_in_minutes: errors?.access_token_ttl_in_minutes?.message,
        refresh_token_ttl_in_minutes: errors?.refresh_token_ttl_in_minutes?.message,
        absolute_session_lifetime_in_minutes: errors?.absolute_session_lifetime_in_minutes?.message,
      }}
    />
  );
}
