"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useClaim } from "@/components/intents/claims";
import { useAccount } from "@/components/session/account-context";
import { type ChangeIntent, isChange } from "@/lib/intents";
import { isMoving, openIntentsQuery, seenMutation } from "@/lib/queries/intents";

/** A change of a thing whose outcome is, or was, not known. */
export type Doubt = {
  intent: ChangeIntent;
  /** It is still being checked. */
  open: boolean;
  /** The person has seen how it ended. */
  dismiss: () => void;
};

/**
 * The last change of a thing that is in doubt, or whose end this person has not seen; of this visit or an earlier one.
 * The page tells of it in place of the banner. `onDone` is called once when it turns out to be done, and has it seen.
 */
export function useDoubt(
  isIts: (intent: ChangeIntent) => boolean,
  onDone: (intent: ChangeIntent) => Promise<void>,
): Doubt | undefined {
  const { account_id } = useAccount();
  const { data = [] } = useQuery(openIntentsQuery(account_id));
  const { mutate } = useMutation(seenMutation());
  const intent = data
    .map((each) => each.intent)
    .filter(isChange)
    .findLast(isIts);
  const { id, state } = intent ?? {};
  useClaim(id);
  const [unread, setUnread] = useState<string>();

  const end = useEffectEvent(async () => {
    if (!intent) return;
    try {
      await onDone(intent);
      mutate(intent);
    } catch {
      setUnread(intent.id);
    }
  });
  useEffect(() => {
    if (id !== undefined && state === "done") void end();
  }, [id, state]);

  // What is done shows in the page itself, if that could be read.
  if (!intent || (intent.state === "done" && intent.id !== unread)) return undefined;
  return { intent, open: isMoving(intent), dismiss: () => mutate(intent) };
}
