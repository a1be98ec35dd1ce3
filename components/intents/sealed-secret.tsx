"use client";

import { useEffect, useState } from "react";
import { SecretDialog } from "@/components/connections/secret-dialog";
import { IntentNotice } from "@/components/intents/intent-notice";
import { useLeaveGuard } from "@/components/leave-guard/use-leave-guard";
import type { CreateIntent } from "@/lib/intents";
import { reportOpened } from "@/lib/queries/intents";
import { type CreatedAnswer, readCreatedAnswer } from "@/lib/secret-escrow/created-answer";
import { findKey } from "@/lib/secret-escrow/key-store";
import { openSealed } from "@/lib/secret-escrow/open-sealed";

type Props = {
  intent: CreateIntent;
  onLeave: (integration_id: string | undefined) => void;
  onIntent: (intent: CreateIntent) => void;
};

const stay = () => {};

type Opened = { is: "opening" } | { is: "open"; answer: CreatedAnswer } | { is: "not-here" };

/** The dialog with a secret that waits. It is opened with this browser's key; without that, the truth is told. */
export function SealedSecret({ intent, onLeave, onIntent }: Props) {
  const [opened, setOpened] = useState<Opened>({ is: "opening" });

  // Until the dialog is there: were there no guard in between, the history would go back under it.
  useLeaveGuard(opened.is === "opening", stay);

  useEffect(() => {
    let gone = false;
    openIntent(intent).then(
      (answer) => {
        if (gone) return;
        setOpened(answer ? { is: "open", answer } : { is: "not-here" });
        if (answer) reportOpened(intent);
      },
      () => !gone && setOpened({ is: "not-here" }),
    );
    return () => {
      gone = true;
    };
  }, [intent]);

  if (opened.is === "opening") return null;
  if (opened.is === "not-here")
    return <IntentNotice intent={intent} onIntent={onIntent} onClosed={() => onLeave(undefined)} />;
  const { whole, integration_id, client_id, ...rest } = opened.answer;
  return (
    <SecretDialog
      intent={intent}
      created={{
        ...rest,
        integration_id: integration_id ?? intent.integration_id ?? "",
        client_id: client_id ?? intent.client_id ?? "",
      }}
      brokenOff={!whole}
      onLeave={onLeave}
    />
  );
}

async function openIntent(intent: CreateIntent): Promise<CreatedAnswer | undefined> {
  const { id, account_id, kind, public_key, sealed_answer } = intent;
  const key = public_key === null ? undefined : await findKey(public_key);
  if (!key || sealed_answer === null) return undefined;
  // The account and the person are those the key was made for, whatever the server says.
  const context = { intent_id: id, kind, account_id: key.account_id, subject: key.subject };
  if (key.account_id !== account_id) return undefined;
  const bytes = await openSealed(sealed_answer, key, context);
  return bytes && readCreatedAnswer(bytes);
}
