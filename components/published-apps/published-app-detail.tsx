"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ConnectionSkeleton } from "@/components/connections/connection-skeleton";
import { DoubtNotice } from "@/components/intents/doubt-notice";
import { useDoubt } from "@/components/intents/use-doubt";
import { LoadProblem } from "@/components/problem/load-problem";
import { EnableApp } from "@/components/published-apps/enable-app";
import { PublishedAppFacts } from "@/components/published-apps/published-app-facts";
import { PublishedPolicy } from "@/components/published-apps/published-policy";
import { SwitchOffApp } from "@/components/published-apps/switch-off-app";
import { usePublishedApps } from "@/components/published-apps/use-published-apps";
import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { nameOf } from "@/lib/published-apps";
import { noteRecentChange } from "@/lib/recent-changes";

const states = {
  enabled: "Published app, enabled in this account",
  available: "Published app, not enabled in this account",
  unlisted: "Published app, enabled, but no longer in Databricks’ catalogue",
};

// What an app that left the catalogue may do is not known; most ask for a refresh token.
const unlistedApp = { scopes: ["offline_access"], redirect_urls: [] };

/** One published app: enable it, change its policy, switch it off. */
export function PublishedAppDetail({ app_id }: { app_id: string }) {
  const { account_id, label } = useAccount();
  const { published: all, readAt, error, isFetching, refetch } = usePublishedApps();
  const [goneMeanwhile, setGoneMeanwhile] = useState(false);
  const onGone = useCallback(() => {
    setGoneMeanwhile(true);
    refetch();
  }, [refetch]);
  const doubt = useDoubt(
    (intent) => intent.app_id === app_id,
    async ({ integration_id }) => {
      if (integration_id !== null) noteRecentChange(account_id, integration_id);
      refetch();
    },
  );
  const checking = doubt?.open === true;
  const published = all?.find((each) => each.app_id === app_id);
  const name = published && nameOf(published);

  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Published apps · ${label} · Latchkey`;
  }, [name, label]);

  const stateRef = useFocusOnState(published?.state);

  if (!all) {
    if (!error) return <ConnectionSkeleton />;
    return (
      <>
        <PageHeader title="Published app" />
        <LoadProblem error={error} loaded={false} retrying={isFetching} onRetry={refetch} />
      </>
    );
  }
  if (!published)
    return (
      <PageHeader
        title="This published app is not known"
        description="It is neither in Databricks’ catalogue nor enabled in this account."
        actions={<ButtonLink href={paths.publishedApps(account_id)}>Back to published apps</ButtonLink>}
      />
    );
  return (
    <>
      <PageHeader
        above={<Link href={paths.publishedApps(account_id)}>Published apps</Link>}
        title={<bdi>{name}</bdi>}
        description={
          <span ref={stateRef} role="status" tabIndex={-1} className="rounded-md">
            {states[published.state]}
          </span>
        }
      />
      <DoubtNotice doubt={doubt} name={name} hint="What is in force now is shown below." />
      <div className="max-w-form space-y-8">
        {error && <LoadProblem error={error} loaded retrying={isFetching} onRetry={refetch} />}
        {published.state === "unlisted" && (
          <Notice tone="warning" title="Databricks does not list this app any more">
            People can still sign in through it. Switched off, it may not be possible to enable it again.
          </Notice>
        )}
        {published.state === "available" && goneMeanwhile && (
          <Notice tone="warning" role="alert" title="It was switched off meanwhile">
            Nothing of yours was saved. Nobody can sign in through it until it is enabled again.
          </Notice>
        )}
        {published.state === "available" ? (
          <EnableApp app={published.app} checking={checking} onEnabled={() => setGoneMeanwhile(false)} />
        ) : (
          <PublishedPolicy
            key={published.integration.integration_id}
            integration={published.integration}
            readAt={readAt}
            checking={checking}
            onGone={onGone}
            app={published.state === "enabled" ? published.app : unlistedApp}
          />
        )}
        <PublishedAppFacts published={published} />
        {published.state !== "available" && <SwitchOffApp name={name ?? app_id} published={published} />}
      </div>
    </>
  );
}

/** What enabled the app, or switched it off, is gone when that is done: then the words that say so take the focus. */
function useFocusOnState(state: keyof typeof states | undefined) {
  const ref = useRef<HTMLSpanElement>(null);
  const before = useRef(state);
  useEffect(() => {
    const changed = before.current !== undefined && before.current !== state;
    before.current = state;
    if (!changed) return;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) ref.current?.focus();
    });
    return () => clearTimeout(timer);
  }, [state]);
  return ref;
}
