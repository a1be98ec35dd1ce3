"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { DurationInput } from "@/components/form/duration-input";
import { Field } from "@/components/form/field";
import type { TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { formatMinutes } from "@/lib/duration";

type Ttl = Exclude<keyof TokenAccessPolicyInput, "enable_single_use_refresh_tokens">;

type Props = {
  value: TokenAccessPolicyInput;
  onChange: (policy: TokenAccessPolicyInput) => void;
  onBlur: () => void;
  errors: Record<Ttl, string | undefined>;
  scopes: readonly string[];
};

/** The token access policy: how long tokens live, and what that means for people. */
export function TokenPolicyField({ value, onChange, onBlur, errors, scopes }: Props) {
  const singleUse = value.enable_single_use_refresh_tokens;

  function setSingleUse(on: boolean) {
    // Upstream refuses an absolute lifetime without single-use tokens, so it goes with them.
    onChange({
      ...withTtl(value, "absolute_session_lifetime_in_minutes", undefined),
      enable_single_use_refresh_tokens: on,
    });
  }

  const duration = (field: Ttl, label: string, hint: ReactNode) => {
    const minutes = value[field];
    return (
      <Field
        id={`token_access_policy.${field}`}
        label={label}
        hint={hint}
        error={errors[field]}
        optional={field === "absolute_session_lifetime_in_minutes"}
      >
        {(control) => (
          <>
            <DurationInput
              {...control}
              what={label.toLowerCase()}
              value={minutes}
              onChange={(next) => onChange(withTtl(value, field, next))}
              onBlur={onBlur}
            />
            {minutes !== undefined && Number.isInteger(minutes) && (
              <p className="mt-1 text-sm text-muted tabular-nums">
                {formatMinutes(minutes)}, {minutes.toLocaleString("en")} minutes
              </p>
            )}
          </>
        )}
      </Field>
    );
  };

  return (
    <div className="space-y-6">
      {duration(
        "access_token_ttl_in_minutes",
        "Access token lifetime",
        "How long a sign-in works without asking Databricks again. From 5 minutes to 24 hours.",
      )}
      {duration(
        "refresh_token_ttl_in_minutes",
        "Refresh token lifetime",
        "How long the application can renew access by itself. From 5 minutes to 90 days, and not below the access token’s.",
      )}
      <Checkbox
        label="Single-use refresh tokens"
        description="Each renewal gives a new refresh token and ends the old one, so a stolen one is noticed. The application must store the new one each time; Tableau connectors, for one, do not."
        checked={singleUse}
        onChange={(event) => setSingleUse(event.target.checked)}
      />
      {singleUse &&
        duration(
          "absolute_session_lifetime_in_minutes",
          "Absolute session lifetime",
          "After this, people sign in again whatever the refresh tokens say. Leave it empty for Databricks’ own limit.",
        )}
      <p className="rounded-lg border border-default bg-surface px-3 py-2">{experience(value, scopes)}</p>
    </div>
  );
}

/** The policy with one lifetime changed. Only the absolute one can be left out; the others become invalid. */
function withTtl(
  policy: TokenAccessPolicyInput,
  field: Ttl,
  minutes: number | undefined,
): TokenAccessPolicyInput {
  if (field !== "absolute_session_lifetime_in_minutes") return { ...policy, [field]: minutes ?? Number.NaN };
  const { absolute_session_lifetime_in_minutes: _previous, ...rest } = policy;
  return minutes === undefined ? rest : { ...rest, [field]: minutes };
}

/** What a person who signs in through the connection experiences. */
function experience(policy: TokenAccessPolicyInput, scopes: readonly string[]): string {
  const access = policy.access_token_ttl_in_minutes;
  const refresh = policy.refresh_token_ttl_in_minutes;
  const absolute = policy.absolute_session_lifetime_in_minutes;
  if (!Number.isInteger(access) || !Number.isInteger(refresh))
    return "Enter the lifetimes to see what people experience.";
  if (!scopes.includes("offline_access"))
    return `People sign in again every ${formatMinutes(access)}: without the scope offline_access there is no refresh token.`;
  if (!policy.enable_single_use_refresh_tokens)
    return `People sign in again every ${formatMinutes(refresh)}, however often they use the application.`;
  const limit =
    absolute === undefined
      ? "at Databricks’ own limit at the latest"
      : `after ${formatMinutes(absolute)} at the latest`;
  return `People who use the application at least every ${formatMinutes(refresh)} stay signed in; they sign in again ${limit}.`;
}
