import { useMemo } from "react";
import { useAllIntegrations } from "@/components/connections/use-all-integrations";
import { useAccount } from "@/components/session/account-context";
import { loadedIntegrations } from "@/lib/queries/custom-app-integrations";
import { emptyAccountIndex, indexAccount } from "@/lib/redirect-urls/account-index";
import type { SaveContext } from "@/lib/redirect-urls/judge-list";

type Options = {
  confidential: boolean;
  /** The connection being edited, and the URLs it has. */
  integration_id?: string;
  existing?: readonly string[];
};

/**
 * What the redirect URLs of a form are judged against. The other connections count as soon as they are loaded.
 */
export function useRedirectContext({ confidential, integration_id, existing }: Options): SaveContext {
  const { redirect_policy } = useAccount();
  const { data } = useAllIntegrations();
  const others = useMemo(
    () =>
      data
        ? indexAccount(loadedIntegrations(data).filter((each) => each.integration_id !== integration_id))
        : emptyAccountIndex,
    [data, integration_id],
  );
  return useMemo(
    () => ({
      confidential,
      // Pages are rendered on the server too, where nothing is judged yet.
      consoleOrigin: typeof location === "undefined" ? "" : location.origin,
      strict: redirect_policy === "strict",
      existing,
      others,
    }),
    [confidential, redirect_policy, existing, others],
  );
}
