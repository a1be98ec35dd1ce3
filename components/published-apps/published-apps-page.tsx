"use client";

import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { LoadProblem } from "@/components/problem/load-problem";
import { PublishedAppList } from "@/components/published-apps/published-app-list";
import { usePublishedApps } from "@/components/published-apps/use-published-apps";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/lib/format";

/** The catalogue: which of the apps Databricks publishes are enabled here, and which can be. */
export function PublishedAppsPage() {
  const { label } = useAccount();
  const { published, readAt, complete, error, isFetching, refetch } = usePublishedApps();
  const retry = (
    <Button pending={isFetching} onClick={refetch}>
      Try again
    </Button>
  );
  const inState = (state: string) => published?.filter((each) => each.state === state) ?? [];
  const unlisted = inState("unlisted");

  return (
    <>
      <PageHeader
        title="Published apps"
        description={
          <>
            Apps Databricks registers for everybody, such as Power BI and Tableau. Enabled ones let people
            sign in to <bdi>{label}</bdi>; only their token policy can be changed.
            {published && ` As of ${formatTime(readAt)}.`}
          </>
        }
      />
      <div className="space-y-8">
        {error && (
          <LoadProblem
            error={error}
            loaded={published !== undefined}
            retrying={isFetching}
            onRetry={refetch}
          />
        )}
        {!complete && (
          <Notice tone="warning" title="The catalogue is incomplete" actions={retry}>
            Databricks pointed back to a page that was already loaded. Apps may be missing here.
          </Notice>
        )}
        {!published && !error && <TableSkeleton label="Loading published apps" rows={8} />}
        {published && (
          <>
            <Section title="Enabled" description="People can sign in through these.">
              <PublishedAppList
                apps={inState("enabled")}
                empty={
                  <EmptyState title="No published app is enabled">
                    Enable one below to let people sign in through it.
                  </EmptyState>
                }
              />
            </Section>
            <Section
              title="Not enabled"
              description="Databricks offers these; this account has not switched them on."
            >
              <PublishedAppList
                apps={inState("available")}
                empty={
                  <EmptyState title="All are enabled">
                    Every app of the catalogue is enabled in this account.
                  </EmptyState>
                }
              />
            </Section>
            {unlisted.length > 0 && (
              <Section
                title="Enabled, but no longer in the catalogue"
                description="Databricks does not list these apps any more. Once switched off they may not come back."
              >
                <PublishedAppList apps={unlisted} empty={null} />
              </Section>
            )}
          </>
        )}
      </div>
    </>
  );
}
