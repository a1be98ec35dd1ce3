"use client";

import { useRouter } from "next/navigation";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { EditValues } from "@/lib/account-api/custom-app-integration-input";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { keepDraft } from "@/lib/page-draft";
import { paths } from "@/lib/paths";

type Props = { connection: CustomAppIntegration; values: EditValues; onBack: () => void };

/** Said when a connection was deleted under an edit: what was entered can become a new one. */
export function DeletedMeanwhile({ connection, values, onBack }: Props) {
  const { account_id } = useAccount();
  const router = useRouter();
  const { name, confidential } = connection;

  function createAnew() {
    const page = paths.newConnectionFromDraft(account_id);
    keepDraft(page, { values: { name, confidential, ...values } });
    router.push(page);
  }

  return (
    <Dialog
      open
      onClose={onBack}
      role="alertdialog"
      title={
        <>
          <bdi>{name}</bdi> was deleted meanwhile
        </>
      }
      description="Nothing of yours was saved."
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button variant="primary" onClick={createAnew}>
            Create a new one…
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 pl-5">
        <li>Nobody can sign in through it any more, and it cannot be brought back.</li>
        <li>
          A new one starts from what you entered, and gets another client ID
          {confidential ? " and another secret" : ""}. The application needs to be told.
        </li>
      </ul>
    </Dialog>
  );
}
