"use client";

import { useRouter } from "next/navigation";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import type { CreateDraft } from "@/lib/connection-draft";
import { keepDraft } from "@/lib/page-draft";
import { paths } from "@/lib/paths";

/** Leads to the create form with the configuration of a connection that was deleted. */
export function CreateAgain({ draft }: { draft: CreateDraft }) {
  const { account_id } = useAccount();
  const router = useRouter();
  const { confidential } = draft.values;

  function createAgain() {
    const page = paths.newConnectionFromDraft(account_id);
    keepDraft(page, draft);
    router.push(page);
  }

  return (
    <div className="space-y-2">
      <Button onClick={createAgain}>Create again from this…</Button>
      <p className="text-sm text-muted">
        The same configuration, but another client ID{confidential ? " and another client secret" : ""}:
        whoever runs the application has to enter {confidential ? "them" : "it"}.
      </p>
    </div>
  );
}
