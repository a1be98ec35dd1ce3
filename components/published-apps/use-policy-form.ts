"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import {
  type TokenAccessPolicyInput,
  tokenAccessPolicyInputSchema,
} from "@/lib/account-api/token-access-policy";
import { serverFieldErrors } from "@/lib/form-errors";
import { z } from "@/lib/zod";

/** Null leaves the policy to Databricks. */
const policyValuesSchema = z.object({ token_access_policy: tokenAccessPolicyInputSchema.nullable() });

export type PolicyValues = z.infer<typeof policyValuesSchema>;

const ttlFields = [
  "access_token_ttl_in_minutes",
  "refresh_token_ttl_in_minutes",
  "absolute_session_lifetime_in_minutes",
] as const;

/** A form of a token policy alone. `placeErrors` puts the server's field errors; false when one has no place. */
export function usePolicyForm(policy: TokenAccessPolicyInput | null) {
  const form = useForm<PolicyValues>({
    values: { token_access_policy: policy },
    resetOptions: { keepDirtyValues: true },
    mode: "onTouched",
    resolver: zodResolver(policyValuesSchema),
  });

  function placeErrors(error: unknown): boolean {
    const errors = serverFieldErrors(error);
    const placed = errors.filter(({ name, message }) => {
      const field = ttlFields.find((each) => name === `token_access_policy.${each}`);
      if (field) form.setError(`token_access_policy.${field}`, { message });
      return field !== undefined;
    });
    return errors.length > 0 && placed.length === errors.length;
  }

  return { form, placeErrors };
}
