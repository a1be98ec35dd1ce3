"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { CreateConnection } from "@/components/connections/create-connection";
import { PresetPicker } from "@/components/connections/preset-picker";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { editValuesOf } from "@/lib/connection-changes";
import { paths } from "@/lib/paths";
import type { Preset } from "@/lib/presets/preset-schema";
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
 * The create form. It starts with the configuration of the connection that `from` in the URL names, blank with
 * `preset=none`, and otherwise with what the chosen product needs.
 */
export function NewConnection() {
  const query = useSearchParams();
  const from = query.get("from");
  if (from) return <CopyOf integration_id={from} />;
  if (query.get("preset") === "none") return <CreateConnection initial={blank} />;
  return <FromPreset />;
}

function FromPreset() {
  const { account_id } = useAccount();
  const router = useRouter();
  const [chosen, setChosen] = useState<{ values: CreateValues; preset: Preset }>();
  if (chosen) return <CreateConnection initial={chosen.values} preset={chosen.preset} />;
  return (
    <div className="max-w-form">
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title="New connection"
        description="What connects? Its redirect URLs, scopes and lifetimes are filled in, and can be changed before anything is created."
      />
      <PresetPicker
        onChoose={(values, preset) => setChosen({ values, preset })}
        onBlank={() => router.push(paths.blankConnection(account_id))}
      />
    </div>
  );
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
