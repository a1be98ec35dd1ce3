"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useAccount } from "@/components/session/account-context";
import { joinPublishedApps } from "@/lib/published-apps";
import { publishedAppIntegrationsQuery, publishedAppsQuery } from "@/lib/queries/published-apps";

/** The catalogue joined with what the account has enabled; undefined until both are there. */
export function usePublishedApps() {
  const { account_id } = useAccount();
  const catalogue = useQuery(publishedAppsQuery(account_id));
  const enabled = useQuery(publishedAppIntegrationsQuery(account_id));
  const published = useMemo(
    () => catalogue.data && enabled.data && joinPublishedApps(catalogue.data.apps, enabled.data.apps),
    [catalogue.data, enabled.data],
  );
  const [refetchCatalogue, refetchEnabled] = [catalogue.refetch, enabled.refetch];
  const refetch = useCallback(
    () => void Promise.all([refetchCatalogue(), refetchEnabled()]),
    [refetchCatalogue, refetchEnabled],
  );
  return {
    published,
    /** When the integrations were read, in milliseconds since the epoch. */
    readAt: enabled.dataUpdatedAt,
    complete: catalogue.data?.complete !== false && enabled.data?.complete !== false,
    error: catalogue.error ?? enabled.error,
    isFetching: catalogue.isFetching || enabled.isFetching,
    refetch,
  };
}
