import { useSyncExternalStore } from "react";
import { outageSince, subscribeToOutage } from "@/lib/outage";

/** Since when Databricks cannot be reached, in milliseconds since the epoch. Undefined while it can. */
export function useOutage(): number | undefined {
  return useSyncExternalStore(subscribeToOutage, outageSince, () => undefined);
}
