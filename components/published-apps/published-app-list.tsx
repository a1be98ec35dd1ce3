"use client";

import type { ReactNode } from "react";
import { useAccount } from "@/components/session/account-context";
import { Link } from "@/components/ui/link";
import { formatMinutesShort } from "@/lib/duration";
import { paths } from "@/lib/paths";
import { nameOf, type PublishedAppState } from "@/lib/published-apps";

type Props = { apps: readonly PublishedAppState[]; empty: ReactNode };

/** Published apps as rows, each a link to its page. */
export function PublishedAppList({ apps, empty }: Props) {
  const { account_id } = useAccount();
  if (apps.length === 0) return empty;
  return (
    <ul className="divide-y divide-subtle rounded-lg border border-default bg-surface">
      {apps.map((published) => (
        <li
          key={published.app_id}
          className="relative grid gap-x-6 gap-y-0.5 px-4 py-2.5 hover:bg-hover lg:grid-cols-[20rem_1fr_12rem]"
        >
          <Link
            plain
            href={paths.publishedApp(account_id, published.app_id)}
            className="truncate font-medium after:absolute after:inset-0"
          >
            <bdi>{nameOf(published)}</bdi>
          </Link>
          <span className="min-w-0 text-muted wrap-anywhere">{purposeOf(published)}</span>
          <span className="text-sm text-muted tabular-nums lg:text-right">{lifetimes(published)}</span>
        </li>
      ))}
    </ul>
  );
}

function purposeOf(published: PublishedAppState): string {
  if (published.state === "unlisted") return `App ID ${published.app_id}`;
  const { description, name } = published.app;
  return description && description !== name ? description : published.app.client_id;
}

function lifetimes(published: PublishedAppState): string {
  if (published.state === "available") return "";
  const policy = published.integration.token_access_policy;
  const access = policy?.access_token_ttl_in_minutes;
  const refresh = policy?.refresh_token_ttl_in_minutes;
  if (access === undefined) return "Databricks’ default";
  const tokens = [`Access ${formatMinutesShort(access)}`];
  if (refresh !== undefined) tokens.push(`refresh ${formatMinutesShort(refresh)}`);
  return tokens.join(" · ");
}
