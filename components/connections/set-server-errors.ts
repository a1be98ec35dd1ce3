import type { UseFormSetError } from "react-hook-form";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import { serverFieldErrors } from "@/lib/form-errors";
import { isProblem } from "@/lib/problems";

/** Marks an error that came with an answer. */
export const serverErrorType = "server";

type CreateOrEditValues = EditValues & { name?: string };

const policyFields = [
  "access_token_ttl_in_minutes",
  "refresh_token_ttl_in_minutes",
  "absolute_session_lifetime_in_minutes",
] as const;

/** Puts the server's field errors under their fields. False when one of them has no place in the form. */
export function setServerErrors(error: unknown, setError: UseFormSetError<CreateOrEditValues>): boolean {
  // The warnings are listed above the button; under their fields they would look like errors.
  if (isProblem(error, "unacknowledged")) return false;
  const errors = serverFieldErrors(error);
  const placed = errors.filter(({ name, message }) => {
    const url = /^redirect_urls\.(\d+)/.exec(name);
    const ttl = policyFields.find((field) => name === `token_access_policy.${field}`);
    if (name === "name") setError("name", { message });
    else if (url) setError(`redirect_urls.${Number(url[1])}`, { type: serverErrorType, message });
    else if (/^(user_authorized_)?scopes\b/.test(name)) setError("scopes", { message });
    else if (ttl) setError(`token_access_policy.${ttl}`, { message });
    else return false;
    return true;
  });
  return errors.length > 0 && placed.length === errors.length;
}
