"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ChooseCandidate } from "@/components/intents/choose-candidate";
import { RepairButton } from "@/components/intents/repair-button";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { Button } from "@/components/ui/button";
import { Notice, type NoticeTone } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { useHold } from "@/components/ui/use-hold";
import type { CreateIntent } from "@/lib/intents";
import { keepMutation } from "@/lib/queries/intents";

type Props = {
  intent: CreateIntent;
  /** Another creation took its place. */
  onIntent: (intent: CreateIntent) => void;
  /** Leaves it to the person to send the form again; only where there is a form. */
  onAgain?: () => void;
  /** The person knows it; only where they are told without having asked just now. */
  onDismiss?: () => void;
  /** Nothing is left to do about it. */
  onClosed: () => void;
};

/** What became of a creation whose secret cannot be shown here, and what can be done about it. */
export function IntentNotice({ intent, onIntent, onAgain, onDismiss, onClosed }: Props) {
  const { name, state, client_id } = intent;
  const repair = <RepairButton intent={intent} onIntent={onIntent} />;
  const keep = <KeepButton intent={intent} onKept={onClosed} />;
  const shown = (tone: NoticeTone, title: ReactNode, text: ReactNode, actions?: ReactNode) => (
    <Notice tone={tone} role="status" title={title} actions={actions}>
      {text}
    </Notice>
  );
  const bdi = <bdi>{name}</bdi>;
  switch (state) {
    case "pending":
    case "sent":
    case "unknown":
      return shown(
        "info",
        <>Checking whether {bdi} was created…</>,
        "Databricks gave no clear answer, so the console looks for it in the list. This takes up to a minute. Nothing is sent again meanwhile.",
      );
    case "absent":
      return shown(
        "warning",
        <>{bdi} was not created</>,
        "It is not in the list, so nothing was changed. You can send it again.",
        <>
          {onAgain && <Button onClick={onAgain}>Try again</Button>}
          {onDismiss && <Button onClick={onDismiss}>Dismiss</Button>}
        </>,
      );
    case "orphan":
      return shown(
        "warning",
        <>{bdi} was created, but its secret was lost on the way</>,
        <>
          Databricks cannot show the secret again, so nobody can use the connection with the client ID{" "}
          <span className="font-mono text-sm">{client_id}</span>. Delete it and create it again.
        </>,
        <>
          {repair}
          {keep}
        </>,
      );
    case "sealed":
      return shown(
        "info",
        <>The secret of {bdi} was delivered to another browser</>,
        <>
          It is sealed to the browser that created the connection and cannot be opened here. Open this console
          there, or delete the connection and create it again. The secret is deleted{" "}
          {intent.expires_at !== null && <RelativeTime value={intent.expires_at} />}.
        </>,
        repair,
      );
    case "expired":
      return shown(
        "warning",
        <>The secret of {bdi} was never collected</>,
        <>
          Nobody confirmed it in time, so it was deleted <RelativeTime value={intent.updated_at} />. Unless
          somebody copied it before, nobody can use the connection.
        </>,
        <>
          {repair}
          {keep}
        </>,
      );
    case "needs_you":
      return <ChooseCandidate intent={intent} onIntent={onIntent} keep={keep} />;
    default:
      return null;
  }
}

function KeepButton({ intent, onKept }: { intent: CreateIntent; onKept: () => void }) {
  const { mutate, isPending, error } = useMutation(keepMutation(intent));
  const hold = useHold(error);
  return (
    <>
      <Button pending={isPending} disabledReason={hold} onClick={() => mutate({}, { onSuccess: onKept })}>
        {intent.state === "needs_you" ? "Leave them as they are" : "Leave it as it is"}
      </Button>
      {error && <ProblemNotice error={error} role="alert" />}
    </>
  );
}
