"use client";

import { useSyncExternalStore } from "react";

/** Said where something waits for an answer, while the browser has no network. */
export function OfflineNote() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <p role="status" className="text-muted empty:hidden">
      {!online &&
        "This browser is offline. As soon as it is back, the console is asked what became of this. Nothing is sent twice."}
    </p>
  );
}

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
