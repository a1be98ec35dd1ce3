import { useOffline } from "@/components/ui/use-offline";
import { useWait } from "@/components/ui/use-wait";

/** Why a change cannot be sent just now: the browser is offline, or the last try, `error`, was asked to wait. */
export function useHold(error?: unknown): string | undefined {
  const offline = useOffline();
  const wait = useWait(error);
  if (offline) return "You are offline. It can be sent when the connection is back.";
  return wait > 0 ? `Databricks asks to wait ${wait} more ${wait === 1 ? "second" : "seconds"}.` : undefined;
}
