"use client";

import { type Ref, useEffect, useRef } from "react";
import { useAccount } from "@/components/session/account-context";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { MiddleTruncate } from "@/components/ui/middle-truncate";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { cn } from "@/lib/cn";
import { formatMinutesShort } from "@/lib/duration";
import { paths } from "@/lib/paths";

type Props = {
  connection: CustomAppIntegration;
  index: number;
  /** Made just now: marked, and its name takes focus. */
  isNew: boolean;
  ref: Ref<HTMLTableRowElement>;
};

const cell = "min-w-0 md:border-b md:border-subtle md:px-2 md:py-0 md:align-middle";

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
        "max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:border-subtle max-md:px-4 max-md:py-2.5 md:h-10 hover:bg-hover",
        isNew && "bg-accent-surface hover:bg-accent-surface",
      )}
    >
      <th scope="row" className={cn(cell, "text-left font-medium max-md:w-full md:pl-4")}>
        <Link
          ref={link}
          plain
          href={paths.connection(account_id, integration_id)}
          className="block truncate"
          prefetch={false}
        >
          <bdi>{name || "(no name)"}</bdi>
        </Link>
      </th>
      <td className={cn(cell, "text-sm")}>
        <span className="flex items-center gap-1 whitespace-nowrap">
          <span className="text-muted">{confidential ? "Confidential" : "Public"}</span>
          <MiddleTruncate value={client_id} head={4} tail={4} focusable={false} />
          <CopyButton value={client_id} what="client ID" detail={client_id} />
        </span>
      </td>
      <td className={cn(cell, "text-sm max-md:w-full")}>
        <RedirectUrls urls={redirect_urls} />
      </td>
      <td className={cn(cell, "text-sm max-lg:hidden")}>
        <span className="block truncate font-mono text-xs text-muted">{scopes.join(" ") || "none"}</span>
      </td>
      <td className={cn(cell, "text-sm text-muted tabular-nums")}>
        <Lifetimes connection={connection} />
      </td>
      <td className={cn(cell, "text-sm text-muted md:pr-4")}>
        <Created connection={connection} />
      </td>
    </tr>
  );
}

function RedirectUrls({ urls }: { urls: readonly string[] }) {
  const [first] = urls;
  if (first === undefined) return <span className="text-warning">None: nobody can sign in</span>;
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
  if (access === undefined) return <span>Account default</span>;
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
    <span className="flex min-w-0 flex-col leading-4 max-md:flex-row max-md:gap-1.5">
      {create_time && <RelativeTime value={create_time} />}
      {creator_username && <bdi className="truncate text-xs">{creator_username}</bdi>}
    </span>
  );
}
