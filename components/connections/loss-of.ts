import type { ListChange } from "@/lib/merge/describe-changes";

/** What may break when `item` leaves a list. */
export function lossOf(field: ListChange["field"], item: string): string {
  if (field === "redirect_urls") return "Sign-ins that return to it will fail.";
  if (field === "user_authorized_scopes") return "People are no longer asked to agree to it.";
  if (item === "offline_access")
    return "The application gets no refresh token any more: people sign in again when the access token ends.";
  if (item === "openid")
    return "The application gets no ID token any more. Sign-ins that need one will fail.";
  return "Sign-ins that ask for it will fail, and so will what the application does with it.";
}
