"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { EditConnection } from "@/components/connections/edit-connection";
import { ProblemNotice } from "@/components/problem/problem-notice";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { isProblem } from "@/lib/problems";
import { customAppIntegrationQuery } from "@/lib/queries/custom-app-integrations";

/** One connection: loading, gone, failed, or there. */
export function ConnectionDetail({ integration_id }: { integration_id: string }) {
  const { account_id, label } = useAccount();
  const { data, error, refetch, isFetching } = useQuery(
    customAppIntegrationQuery(account_id, integration_id),
  );
  const name = data?.name;

  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Connections · ${label} · Latchkey`;
  }, [name, label]);

  const list = <ButtonLink href={paths.connections(account_id)}>Back to the list</ButtonLink>;
  if (isProblem(error, "not-found"))
    return (
      <PageHeader
        title="This connection does not exist"
        description={
          data
            ? `${data.name} was deleted while this page was open.`
            : "It was deleted, or the address is not complete. Connections of other accounts are not found here either."
        }
        actions={list}
      />
    );
  if (!data && error)
    return (
      <>
        <PageHeader title="Connection" />
        <ProblemNotice
          error={error}
          role="alert"
          actions={
            <>
              <Button pending={isFetching} onClick={() => void refetch()}>
                Try again
              </Button>
              {list}
            </>
          }
        />
      </>
    );
  if (!data) return <ConnectionSkeleton />;
  return <EditConnection connection={data} />;
}
