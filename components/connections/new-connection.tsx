"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { CreateConnection } from "@/components/connections/create-connection";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { editValuesOf } from "@/lib/connection-changes";
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

/** The create form: blank, or with the configuration of the connection that `from` in the URL names. */
export function NewConnection() {
  const from = useSearchParams().get("from");
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
