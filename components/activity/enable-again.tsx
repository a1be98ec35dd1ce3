"use client";

import { useRouter } from "next/navigation";
import { usePublishedApps } from "@/components/published-apps/use-published-apps";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import type { PolicyDraft } from "@/lib/connection-draft";
import { keepDraft } from "@/lib/page-draft";
import { paths } from "@/lib/paths";
import { nameOf } from "@/lib/published-apps";

type Props = {
  /** Of the app, as the log has it. */
  name: string;
  draft: PolicyDraft;
};

/** Leads to a published app that was switched off, with the policy it had. Nothing while it is on or not offered. */
export function EnableAgain({ name, draft }: Props) {
  const { account_id } = useAccount();
  const router = useRouter();
  const { published = [] } = usePublishedApps();
  const app = published.find(
    (each) => each.state === "available" && [nameOf(each), each.app_id].includes(name),
  );
  if (!app) return null;

  function enableAgain(app_id: string) {
    const page = paths.publishedApp(account_id, app_id);
    keepDraft(page, draft);
    router.push(page);
  }

  return (
    <div className="space-y-2">
      <Button onClick={() => enableAgain(app.app_id)}>Enable again with this policy…</Button>
      <p className="text-sm text-muted">
        The same app and client ID. People who are signed in through it meanwhile sign in again.
      </p>
    </div>
  );
}
