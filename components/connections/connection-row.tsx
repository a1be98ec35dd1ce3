"use client";

import Link from "next/link";
import { type Ref, useEffect, useRef } from "react";
import { RecentChangeMark } from "@/components/connections/recent-change-mark";
import { useAccount } from "@/components/session/account-context";
import { CopyButton } from "@/components/ui/copy-button";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import { cn } from "@/lib/cn";
import { type Connection, isMadeByDatabricksApps } from "@/lib/connection";
import { formatMinutesShort } from "@/lib/duration";
import { paths } from "@/lib/paths";

type Props = {
  connection: Connection;
  index: number;
  /** Made just now: marked, and its name takes focus. */
  isNew: boolean;
  ref: Ref<HTMLTableRowElement>;
};

const cell = "min-w-0 lg:border-b lg:border-subtle lg:px-2 lg:py-0 lg:align-middle";

/** One connection: a table row of 40 px, or two lines and more on narrow screens. */
export function ConnectionRow({ connection, index, isNew, ref }: Props) {
  const { account_id } = useAccount();
  const link = useRef<HTMLAnchorElement>(null);
  const { integration_id, name, client_id, confidential, redirect_urls, scopes } = connection;

  useEffect(() => {
    if (isNew) link.current?.focus({ preventScroll: true });
  }, [isNew]);

  return (
    <tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      className={cn(
        "max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:border-b max-lg:border-subtle max-lg:px-4 max-lg:py-2.5 max-xs:gap-x-2 max-xs:px-3 last:border-b-0 lg:h-10 lg:last:*:border-b-0 hover:bg-hover",
        isNew && "bg-accent-surface hover:bg-accent-surface",
      )}
    >
      <th scope="row" className={cn(cell, "text-left font-medium max-lg:w-full lg:pl-4")}>
        <span className="flex min-w-0 items-center gap-2">
          <Link
            ref={link}
            href={
              connection.kind === "custom"
                ? paths.connection(account_id, integration_id)
                : paths.publishedApp(account_id, connection.app_id)
            }
            className="block truncate rounded-md underline-offset-2 hover:text-accent hover:underline"
            prefetch={false}
          >
            <bdi>{name || "(no name)"}</bdi>
          </Link>
          {connection.kind === "published" && <Tag>Published</Tag>}
          {isMadeByDatabricksApps(connection) && <Tag tone="info">Databricks Apps</Tag>}
          <RecentChangeMark integration_id={integration_id} />
        </span>
      </th>
      <td className={cn(cell, "text-sm")}>
        <span className="flex items-center gap-1 whitespace-nowrap">
          <span className="text-muted lg:w-19">{confidential ? "Confidential" : "Public"}</span>
          {client_id && (
            <>
              <MiddleTruncate value={client_id} head={4} tail={4} focusable={false} />
              <CopyButton value={client_id} what="client ID" detail={client_id} className="max-lg:hidden" />
            </>
          )}
        </span>
      </td>
      <td className={cn(cell, "text-sm max-lg:order-last max-lg:w-full")}>
        <RedirectUrls urls={redirect_urls} kind={connection.kind} />
      </td>
      <td className={cn(cell, "text-sm max-xl:hidden")}>
        <span className="block truncate font-mono text-xs text-muted">{scopes.join(" ") || "none"}</span>
      </td>
      <td className={cn(cell, "text-sm text-muted tabular-nums")}>
        <Lifetimes connection={connection} />
      </td>
      <td className={cn(cell, "text-sm text-muted lg:pr-4")}>
        <Created connection={connection} />
      </td>
    </tr>
  );
}

function RedirectUrls({ urls, kind }: { urls: readonly string[]; kind: Connection["kind"] }) {
  const [first] = urls;
  if (first === undefined && kind === "published")
    return <span className="text-muted">Not in the catalogue</span>;
  if (first === undefined)
    return <span className="block truncate text-warning">None: nobody can sign in</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <bdi dir="ltr" className="truncate font-mono text-xs">
        {first}
      </bdi>
      {urls.length > 1 && (
        <span className="shrink-0 text-muted tabular-nums">
          +{urls.length - 1}
          <span className="sr-only"> more</span>
        </span>
      )}
    </span>
  );
}

function Lifetimes({ connection: { token_access_policy: policy, scopes } }: Pick<Props, "connection">) {
  const access = policy?.access_token_ttl_in_minutes;
  const refresh = policy?.refresh_token_ttl_in_minutes;
  if (access === undefined) return <span>Default</span>;
  const stays = refresh !== undefined && scopes.includes("offline_access");
  return (
    <span className="whitespace-nowrap">
      <span className="sr-only">Access token </span>
      {formatMinutesShort(access)}
      {stays && (
        <>
          <span aria-hidden> / </span>
          <span className="sr-only">, refresh token </span>
          {formatMinutesShort(refresh)}
        </>
      )}
    </span>
  );
}

function Created({ connection: { create_time, creator_username } }: Pick<Props, "connection">) {
  return (
    <span className="flex min-w-0 flex-col leading-4 max-lg:flex-row max-lg:gap-1.5">
      {create_time && <RelativeTime value={create_time} />}
      {creator_username && <bdi className="truncate text-xs max-lg:hidden">{creator_username}</bdi>}
    </span>
  );
}
