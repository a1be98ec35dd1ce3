"use client";

import { useController, useFormContext, useWatch } from "react-hook-form";
import { TokenPolicyField } from "@/components/connections/token-policy-field";
import { Section } from "@/components/ui/section";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";

/** The token policy in a section of its own. `stored`: the connection has one already, so it cannot be unset. */
export function LifetimeFields({ stored = false }: { stored?: boolean }) {
  const { control } = useFormContext<EditValues>();
  const policy = useController({ control, name: "token_access_policy" });
  const [scopes, redirect_urls] = useWatch({ control, name: ["scopes", "redirect_urls"] });
  const errors = policy.formState.errors.token_access_policy;

  return (
    <Section title="Token policy" description="How long people stay signed in.">
      <TokenPolicyField
        value={policy.field.value}
        onChange={policy.field.onChange}
        onBlur={policy.field.onBlur}
        scopes={scopes}
        redirect_urls={redirect_urls}
        stored={stored}
        errors={{
          access_token_ttl_in_minutes: errors?.access_token_ttl_in_minutes?.message,
          refresh_token_ttl_in_minutes: errors?.refresh_token_ttl_in_minutes?.message,
          absolute_session_lifetime_in_minutes: errors?.absolute_session_lifetime_in_minutes?.message,
        }}
      />
    </Section>
  );
}
