"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ConnectionGone } from "@/components/connections/connection-gone";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { EditConnection } from "@/components/connections/edit-connection";
import { LoadProblem } from "@/components/problem/load-problem";
import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusNote } from "@/components/ui/status-note";
import { formatTime } from "@/lib/format";
import { paths } from "@/lib/paths";
import { isProblem } from "@/lib/problems";
import { customAppIntegrationQuery } from "@/lib/queries/custom-app-integrations";

/** One connection: loading, gone, failed, or there. */
export function ConnectionDetail({ integration_id }: { integration_id: string }) {
  const { account_id, label } = useAccount();
  const { data, error, refetch, isFetching, dataUpdatedAt } = useQuery(
    customAppIntegrationQuery(account_id, integration_id),
  );
  const name = data?.name;

  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Connections · ${label} · Latchkey`;
  }, [name, label]);

  const gone = isProblem(error, "not-found");
  if (gone && !data) return <ConnectionGone integration_id={integration_id} />;
  if (!data && error)
    return (
      <>
        <PageHeader
          above={<Link href={paths.connections(account_id)}>Connections</Link>}
          title="Connection"
        />
        <LoadProblem
          error={error}
          loaded={false}
          retrying={isFetching}
          onRetry={() => void refetch()}
          actions={<ButtonLink href={paths.connections(account_id)}>Back to the list</ButtonLink>}
        />
      </>
    );
  if (!data) return <ConnectionSkeleton />;
  return (
    <>
      <StatusNote tone="info" className="mb-4 empty:hidden">
        {error && !gone && `As of ${formatTime(dataUpdatedAt)}. It could not be read again since.`}
      </StatusNote>
      <EditConnection connection={data} readAt={dataUpdatedAt} gone={gone} />
    </>
  );
}
