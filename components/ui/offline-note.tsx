"use client";

import { useOffline } from "@/components/ui/use-offline";

/** Said where something waits for an answer, while the browser has no network. */
export function OfflineNote() {
  const offline = useOffline();
  return (
    <p role="status" className="text-muted empty:hidden">
      {offline &&
        "You are offline. As soon as you are back, the console is asked what became of this. Nothing is sent twice."}
    </p>
  );
}
