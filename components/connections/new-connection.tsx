"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { CreateConnection } from "@/components/connections/create-connection";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { editValuesOf } from "@/lib/connection-changes";
import { readDraft } from "@/lib/connection-draft";
import { customAppIntegrationQuery } from "@/lib/queries/custom-app-integrations";
import { defaultScopes } from "@/lib/scopes";

const blank: CreateValues = {
  name: "",
  confidential: true,
  redirect_urls: [""],
  scopes: [...defaultScopes],
  user_authorized_scopes: [],
  token_access_policy: { ...defaultTokenAccessPolicy },
};

/**
 * The create form: blank, with the configuration of the connection that `from` in the URL names, or with the values
 * that were kept in this tab.
 */
export function NewConnection() {
  const query = useSearchParams();
  const from = query.get("from");
  if (query.get("draft") === "kept") return <FromDraft />;
  return from ? <CopyOf integration_id={from} /> : <CreateConnection initial={blank} />;
}

function CopyOf({ integration_id }: { integration_id: string }) {
  const { account_id } = useAccount();
  const { data, error } = useQuery(customAppIntegrationQuery(account_id, integration_id));
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <ConnectionSkeleton />;
  return (
    <CreateConnection initial={{ name: data.name, confidential: data.confidential, ...editValuesOf(data) }} />
  );
}

function FromDraft() {
  const { account_id } = useAccount();
  // The values lie in the browser, so the server has nothing to render.
  if (!useHydrated()) return <ConnectionSkeleton />;
  return <CreateConnection initial={readDraft(account_id) ?? blank} />;
}
