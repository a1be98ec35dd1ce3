"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { ChangeNotice } from "@/components/intents/change-notice";
import type { Doubt } from "@/components/intents/use-doubt";
import { Button } from "@/components/ui/button";

type Props = { doubt: Doubt | undefined; name?: string | undefined; hint?: ReactNode; actions?: ReactNode };

/** In the page of a thing: what is known of a change of it that got no clear answer. */
export function DoubtNotice({ doubt, name, hint, actions }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const said = doubt && `${doubt.intent.id} ${doubt.intent.state}`;

  // The change may have been sent from far below.
  useEffect(() => {
    if (said) ref.current?.scrollIntoView({ block: "nearest" });
  }, [said]);

  return (
    <div ref={ref} className="mb-4 scroll-mt-20 empty:hidden">
      {doubt && (
        <ChangeNotice
          intent={doubt.intent}
          name={name}
          hint={doubt.open ? undefined : hint}
          actions={
            !doubt.open && (
              <>
                {actions}
                <Button onClick={doubt.dismiss}>Dismiss</Button>
              </>
            )
          }
        />
      )}
    </div>
  );
}
