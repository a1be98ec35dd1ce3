"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { ConnectionsEmpty } from "@/components/connections/connections-empty";
import { ConnectionsList } from "@/components/connections/connections-list";
import { ConnectionsSkeleton } from "@/components/connections/connections-skeleton";
import { useAllIntegrations } from "@/components/connections/use-all-integrations";
import { LoadProblem } from "@/components/problem/load-problem";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Delayed } from "@/components/ui/delayed";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { type Connection, connectionsOf } from "@/lib/connection";
import { formatTime } from "@/lib/format";
import { paths } from "@/lib/paths";
import { joinPublishedApps } from "@/lib/published-apps";
import { isCutShort, loadedIntegrations } from "@/lib/queries/custom-app-integrations";
import { publishedAppIntegrationsQuery, publishedAppsQuery } from "@/lib/queries/published-apps";

/** All connections of the account, custom and published; what is there so far while more comes. */
export function ConnectionsPage() {
  const { account_id } = useAccount();
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch, dataUpdatedAt } =
    useAllIntegrations();
  const catalogue = useQuery(publishedAppsQuery(account_id));
  const enabled = useQuery(publishedAppIntegrationsQuery(account_id));
  const published = useMemo(
    () => joinPublishedApps(catalogue.data?.apps ?? [], enabled.data?.apps ?? []),
    [catalogue.data, enabled.data],
  );
  const connections = useMemo(
    () => data && connectionsOf(loadedIntegrations(data), published),
    [data, published],
  );
  const publishedError = catalogue.error ?? enabled.error;
  const partial = hasNextPage || (data !== undefined && isCutShort(data));

  return (
    <>
      <PageHeader
        title="Connections"
        description={
          connections ? (
            <span role="status">
              <Counts
                connections={connections}
                extent={partial ? (error ? " loaded, not all" : " so far, loading the rest") : ""}
              />
              {` · as of ${formatTime(dataUpdatedAt)}`}
            </span>
          ) : (
            // The room of the line above, so that the list does not jump when it arrives.
            !error && (
              <Delayed>
                <Skeleton className="my-1 h-3 w-80" />
              </Delayed>
            )
          )
        }
        actions={
          <ButtonLink variant="primary" href={paths.newConnection(account_id)} icon={<Plus aria-hidden />}>
            New connection
          </ButtonLink>
        }
      />
      <div className="space-y-4">
        {error && (
          <LoadProblem
            error={error}
            loaded={data !== undefined}
            retrying={isFetching}
            onRetry={() => void (hasNextPage ? fetchNextPage() : refetch())}
          />
        )}
        {publishedError && !error && (
          <LoadProblem
            error={publishedError}
            loaded
            retrying={catalogue.isFetching || enabled.isFetching}
            onRetry={() => void Promise.all([catalogue.refetch(), enabled.refetch()])}
            retryLabel="Load published apps again"
          />
        )}
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

type CountsProps = {
  connections: readonly Connection[];
  /** Said of their number: whether there are more. */
  extent: string;
};

function Counts({ connections, extent }: CountsProps) {
  const custom = connections.filter(({ kind }) => kind === "custom").length;
  const number = (count: number) => count.toLocaleString("en");
  return (
    <>
      {number(connections.length)} connection{connections.length === 1 ? "" : "s"}
      {extent} · {number(custom)} custom, {number(connections.length - custom)} published
    </>
  );
}
