import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refreshIntents } from "@/lib/queries/intents";
import { attend } from "@/lib/secret-escrow/attended";

/** While the component is there, no other page of this browser offers the intent, nor does the banner. */
export function useAttending(id: string, account_id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const release = attend(id);
    return () => {
      release();
      refreshIntents(client, account_id);
    };
  }, [id, account_id, client]);
}
