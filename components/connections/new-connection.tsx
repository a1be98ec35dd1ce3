"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { CreateConnection, type CreateStart } from "@/components/connections/create-connection";
import { CreateSteps } from "@/components/connections/create-steps";
import { PresetPicker } from "@/components/connections/preset-picker";
import { useDraft } from "@/components/form/use-draft";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { defaultTokenAccessPolicy } from "@/lib/account-api/token-access-policy";
import { editValuesOf } from "@/lib/connection-changes";
import { createDraftSchema } from "@/lib/connection-draft";
import { paths } from "@/lib/paths";
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
 * The create form. It starts with what was entered here before a reload or a sign-in; else with the configuration of
 * the connection that `from` in the URL names, blank with `preset=none`, or with what the chosen product needs.
 */
export function NewConnection() {
  const address = useSearchParams().toString();
  // Drafts lie in the browser, so the server has nothing to render.
  return useHydrated() ? <FreshOrDraft key={address} /> : <ConnectionSkeleton />;
}

function FreshOrDraft() {
  const { account_id } = useAccount();
  const query = useSearchParams();
  const router = useRouter();
  const kept = useDraft(createDraftSchema);
  const [draft, setDraft] = useState(kept);
  const [chosen, setChosen] = useState<CreateStart>();
  const from = query.get("from");

  function startOver() {
    setDraft(undefined);
    setChosen(undefined);
    // The address may name something else to start with than the question what connects.
    if (query.size > 0) router.push(paths.newConnection(account_id));
  }

  const start = draft ?? chosen ?? (query.get("preset") === "none" ? { values: blank } : undefined);
  if (start) return <CreateConnection start={start} restored={draft !== undefined} onStartOver={startOver} />;
  if (from) return <CopyOf integration_id={from} onStartOver={startOver} />;
  return <WhatConnects onChoose={setChosen} />;
}

function WhatConnects({ onChoose }: { onChoose: (start: CreateStart) => void }) {
  const { account_id } = useAccount();
  return (
    <div className="max-w-form">
      <PageHeader
        above={<Link href={paths.connections(account_id)}>Connections</Link>}
        title="New connection"
        description="Redirect URLs, scopes and lifetimes are filled in for what you choose, and can be changed before anything is created."
      />
      <CreateSteps current={0} />
      <PresetPicker
        onChoose={(values, preset) => onChoose({ values, preset: preset.id, step: "access" })}
        onBlank={() => onChoose({ values: blank, step: "access" })}
      />
    </div>
  );
}

function CopyOf({ integration_id, onStartOver }: { integration_id: string; onStartOver: () => void }) {
  const { account_id } = useAccount();
  const { data, error } = useQuery(customAppIntegrationQuery(account_id, integration_id));
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <ConnectionSkeleton />;
  // Two of one name are told apart by their client IDs only.
  const values = { name: `${data.name} copy`, confidential: data.confidential, ...editValuesOf(data) };
  return <CreateConnection start={{ values }} restored={false} onStartOver={onStartOver} />;
}
