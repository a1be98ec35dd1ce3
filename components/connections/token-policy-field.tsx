"use client";

import { type ReactNode, useState } from "react";
import { PolicyPicture } from "@/components/connections/policy-picture";
import { Checkbox } from "@/components/form/checkbox";
import { DurationInput } from "@/components/form/duration-input";
import { Field } from "@/components/form/field";
import { HintLine } from "@/components/form/hint-line";
import { RadioCards } from "@/components/form/radio-cards";
import { Notice } from "@/components/ui/notice";
import { defaultTokenAccessPolicy, type TokenAccessPolicyInput } from "@/lib/account-api/token-access-policy";
import { formatMinutes } from "@/lib/duration";
import { productWithoutSingleUse } from "@/lib/presets/single-use";

type Ttl = Exclude<keyof TokenAccessPolicyInput, "enable_single_use_refresh_tokens">;
type Policy = TokenAccessPolicyInput | null | undefined;

type Props = {
  /** Null or undefined leaves the lifetimes to Databricks: nothing is sent. */
  value: Policy;
  onChange: (policy: TokenAccessPolicyInput | null) => void;
  onBlur: () => void;
  errors: Record<Ttl, string | undefined>;
  scopes: readonly string[];
  redirect_urls: readonly string[];
  /** Whether the connection has a policy upstream, which the API can change but not take away. */
  stored: boolean;
};

/** The token access policy: left to Databricks or set, how long tokens live, and what that means for people. */
export function TokenPolicyField({ value, onChange, stored, scopes, ...rest }: Props) {
  const [kept, setKept] = useState<TokenAccessPolicyInput>(value ?? { ...defaultTokenAccessPolicy });

  function choose(own: boolean) {
    if (value) setKept(value);
    onChange(own ? kept : null);
  }

  return (
    <div className="space-y-6">
      <RadioCards
        legend="Who decides"
        name="token_access_policy_source"
        value={value ? "own" : "default"}
        onChange={(event) => choose(event.target.value === "own")}
        options={[
          {
            value: "own",
            title: "This connection",
            consequence: "The lifetimes below hold, whatever Databricks’ default becomes.",
          },
          {
            value: "default",
            title: "Databricks’ default",
            consequence: "No policy is sent. Databricks does not say what its default is, and may change it.",
            ...(stored && {
              disabledReason:
                "This connection has lifetimes of its own. The API can change them but not take them away; only a new connection can go without.",
            }),
          },
        ]}
      />
      {value && <Lifetimes {...rest} value={value} onChange={onChange} />}
      <PolicyPicture policy={value} scopes={scopes} />
    </div>
  );
}

type LifetimesProps = Pick<Props, "onBlur" | "errors" | "redirect_urls"> & {
  value: TokenAccessPolicyInput;
  onChange: (policy: TokenAccessPolicyInput) => void;
};

function Lifetimes({ value, onChange, onBlur, errors, redirect_urls }: LifetimesProps) {
  const singleUse = value.enable_single_use_refresh_tokens;
  const breaks = productWithoutSingleUse(redirect_urls);

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
    <>
      {duration(
        "access_token_ttl_in_minutes",
        "Access token lifetime",
        "How long a token works without asking Databricks again, also one that was stolen. From 5 minutes to 24 hours.",
      )}
      {duration(
        "refresh_token_ttl_in_minutes",
        "Refresh token lifetime",
        "How long the application can renew access by itself. From 5 minutes to 90 days, and not below the access token’s.",
      )}
      <div className="space-y-2">
        <Checkbox
          label="Single-use refresh tokens"
          description="Each renewal gives a new refresh token and ends the old one, so a stolen one is noticed. The application must store the new one each time."
          checked={singleUse}
          onChange={(event) => setSingleUse(event.target.checked)}
        />
        {breaks !== undefined && singleUse && (
          <Notice
            tone="warning"
            role="alert"
            title={`Everyone signed in through ${breaks} will lose access at the second renewal`}
          >
            A redirect URL is {breaks}’s, and {breaks} cannot use single-use refresh tokens: it sends the old
            one again. Turn them off unless another product signs in here.
          </Notice>
        )}
        {breaks !== undefined && !singleUse && (
          <HintLine level="note" className="pl-6">
            {breaks}, which a redirect URL belongs to, cannot use them. Leave this off.
          </HintLine>
        )}
      </div>
      {singleUse &&
        duration(
          "absolute_session_lifetime_in_minutes",
          "Absolute session lifetime",
          "After this, people sign in again whatever the refresh tokens say. From the refresh token’s lifetime to 365 days; empty for Databricks’ own limit.",
        )}
    </>
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
