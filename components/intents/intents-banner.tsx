"use client";

import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { ChangeNotice } from "@/components/intents/change-notice";
import { useClaimed } from "@/components/intents/claims";
import { CreateOutcome } from "@/components/intents/create-outcome";
import { IntentNotice } from "@/components/intents/intent-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { type ChangeIntent, type CreateIntent, isChange } from "@/lib/intents";
import { paths } from "@/lib/paths";
import { createKey } from "@/lib/queries/custom-app-integrations";
import { isMoving, openIntentsQuery, seenMutation, takeInArrived } from "@/lib/queries/intents";

/** On every page: secrets that wait for this person, and what they asked for whose outcome is not settled. */
export function IntentsBanner() {
  const { account_id } = useAccount();
  const { data = [] } = useQuery(openIntentsQuery(account_id));
  const creating = useIsMutating({ mutationKey: createKey }) > 0;
  const claimed = useClaimed();
  const { mutate: dismiss } = useMutation(seenMutation());
  const client = useQueryClient();
  const [opened, setOpened] = useState<CreateIntent>();
  // Several in full would push the page out of sight.
  const [unfolded, setUnfolded] = useState(false);
  const close = () => setOpened(undefined);

  const arrived = data.map(({ intent }) => intent).filter(({ state }) => state === "done");
  const takeIn = useEffectEvent(() => takeInArrived(client, account_id, arrived));
  const arrivedIds = arrived.map(({ id }) => id).join();
  useEffect(() => {
    if (arrivedIds !== "") takeIn();
  }, [arrivedIds]);

  // What this or another page deals with is not offered here; nor is what is still on its way.
  const open = creating
    ? []
    : data.filter(
        ({ intent, attended }) =>
          !attended && !claimed.has(intent.id) && intent.state !== "pending" && intent.state !== "sent",
      );
  const changes = open.map(({ intent }) => intent).filter(isChange);
  const waiting = open.flatMap(({ intent, here }) =>
    !isChange(intent) && intent.state === "sealed" && here ? [intent] : [],
  );
  const others = open.flatMap(({ intent }) => (isChange(intent) || waiting.includes(intent) ? [] : [intent]));
  if (!opened && open.length === 0) return null;
  return (
    <div data-print="hide" className="space-y-2 px-4 pt-4 md:px-6">
      {waiting.length > 0 && !opened && (
        <Notice
          tone="info"
          role="status"
          title={waiting.length === 1 ? "1 secret is waiting" : `${waiting.length} secrets are waiting`}
          actions={waiting.map((intent) => (
            <Button key={intent.id} onClick={() => setOpened(intent)}>
              Show the secret of {intent.name}
            </Button>
          ))}
        >
          {waiting.length === 1
            ? "Only this browser can open it. It is deleted "
            : "Only this browser can open them. The first of them is deleted "}
          <RelativeTime value={Math.min(...waiting.map(({ expires_at }) => expires_at ?? 0))} />.
        </Notice>
      )}
      {!opened && others.length > 1 && (
        <Notice
          tone="warning"
          role="status"
          title={`${others.length} new connections need a look`}
          actions={
            <Button aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? "Hide them" : "Show them"}
            </Button>
          }
        >
          {others.map(({ name }) => name).join(", ")}
        </Notice>
      )}
      {!opened &&
        (others.length === 1 || unfolded) &&
        others.map((intent) => (
          <IntentNotice
            key={intent.id}
            intent={intent}
            onIntent={setOpened}
            onClosed={close}
            onDismiss={() => dismiss(intent)}
          />
        ))}
      {changes.map((intent) => (
        <ChangeNotice
          key={intent.id}
          intent={intent}
          actions={
            <>
              <ChangedThing intent={intent} />
              {!isMoving(intent) && <Button onClick={() => dismiss(intent)}>Dismiss</Button>}
            </>
          }
        />
      ))}
      {opened && (
        <CreateOutcome key={opened.id} intent={opened} onIntent={setOpened} onAgain={close} onLeave={close} />
      )}
    </div>
  );
}

/** A link to what was to be changed, while there is something to see. */
function ChangedThing({ intent }: { intent: ChangeIntent }) {
  const { account_id, integration_id, app_id, kind, state, gone, name } = intent;
  const open = <>Open {name}</>;
  if (app_id !== null) return <ButtonLink href={paths.publishedApp(account_id, app_id)}>{open}</ButtonLink>;
  if (integration_id === null || gone || (kind === "custom_app.delete" && state === "done")) return null;
  return <ButtonLink href={paths.connection(account_id, integration_id)}>{open}</ButtonLink>;
}
