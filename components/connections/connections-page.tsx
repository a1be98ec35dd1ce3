"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useEffect } from "react";
import { ConnectionsEmpty } from "@/components/connections/connections-empty";
import { ConnectionsList } from "@/components/connections/connections-list";
import { ConnectionsSkeleton } from "@/components/connections/connections-skeleton";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { formatTime } from "@/lib/format";
import { paths } from "@/lib/paths";
import {
  customAppIntegrationsQuery,
  isCutShort,
  loadedIntegrations,
} from "@/lib/queries/custom-app-integrations";

/** All custom connections of the account: follows every page, and shows what is there so far meanwhile. */
export function ConnectionsPage() {
  const { account_id } = useAccount();
  const query = useInfiniteQuery(customAppIntegrationsQuery(account_id));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = query;

  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);

  const connections = data && loadedIntegrations(data);
  const partial = hasNextPage || (data !== undefined && isCutShort(data));
  const retry = (
    <Button onClick={() => void (data ? fetchNextPage() : refetch())} pending={isFetching}>
      Try again
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Connections"
        description={
          connections && (
            <span role="status">
              {connections.length.toLocaleString("en")} custom connection{connections.length === 1 ? "" : "s"}
              {partial ? (error ? " loaded, not all" : " so far, loading the rest") : ""}
              {` · as of ${formatTime(query.dataUpdatedAt)}`}
            </span>
          )
        }
        actions={
          <ButtonLink variant="primary" href={paths.newConnection(account_id)} icon={<Plus aria-hidden />}>
            New connection
          </ButtonLink>
        }
      />
      <div className="space-y-4">
        {error && <ProblemNotice error={error} role="alert" actions={retry} />}
        {data && isCutShort(data) && (
          <Notice
            tone="warning"
            title="The list is incomplete"
            actions={
              <Button onClick={() => void refetch()} pending={isFetching}>
                Load again
              </Button>
            }
          >
            Databricks pointed back to a page that was already loaded. Connections may be missing here.
          </Notice>
        )}
        {!connections ? (
          !error && <ConnectionsSkeleton />
        ) : connections.length === 0 && !partial ? (
          <ConnectionsEmpty />
        ) : (
          <ConnectionsList connections={connections} partial={partial} />
        )}
      </div>
    </>
  );
}
