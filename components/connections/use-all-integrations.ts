import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAccount } from "@/components/session/account-context";
import { customAppIntegrationsQuery } from "@/lib/queries/custom-app-integrations";

/** The account's custom connections: follows every page, and gives what is there so far meanwhile. */
export function useAllIntegrations() {
  const { account_id } = useAccount();
  const query = useInfiniteQuery(customAppIntegrationsQuery(account_id));
  const { hasNextPage, isFetching, error, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);

  return query;
}
