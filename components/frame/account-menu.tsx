"use client";

import { ChevronsUpDown } from "lucide-react";
import type { FrameAccount, FrameAccountLink } from "@/components/frame/frame-types";
import { CopyMenuItem } from "@/components/ui/copy-menu-item";
import { Menu } from "@/components/ui/menu";
import { MenuGroup } from "@/components/ui/menu-group";
import { MenuLink } from "@/components/ui/menu-link";
import { MenuSeparator } from "@/components/ui/menu-separator";

/** The first and last four characters, as people compare ids. */
function shortId(id: string): string {
  return id.length <= 12 ? id : `${id.slice(0, 4)}…${id.slice(-4)}`;
}

export type AccountMenuProps = { account: FrameAccount; others: readonly FrameAccountLink[] };

/** The account one works in, always in sight; opened, its whole id and the way to the others. */
export function AccountMenu({ account, others }: AccountMenuProps) {
  const short = shortId(account.account_id);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Account ${account.label}, ${account.cloud}, ${short}`}
          className="flex h-10 min-w-0 cursor-pointer items-center gap-2 rounded-md px-2 text-left transition-colors hover:bg-hover data-popup-open:bg-hover md:h-8 pointer-coarse:h-11"
        >
          <span className="flex min-w-0 flex-col md:flex-row md:items-baseline md:gap-1.5">
            <bdi className="truncate text-sm leading-4 font-semibold md:text-base md:leading-5">
              {account.label}
            </bdi>
            <span className="truncate text-xs whitespace-nowrap text-muted md:text-sm">
              <span aria-hidden className="max-md:hidden">
                ·{" "}
              </span>
              {account.cloud} · <span className="font-mono text-xs">{short}</span>
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="text-muted" />
        </button>
      }
    >
      <MenuGroup
        label={
          <>
            <span className="block">Account ID</span>
            <span className="block font-mono text-xs text-default select-text">{account.account_id}</span>
          </>
        }
      >
        <CopyMenuItem value={account.account_id} what="account ID" />
      </MenuGroup>
      {others.length > 0 && (
        <>
          <MenuSeparator />
          <MenuGroup label="Other accounts">
            {others.map((other) => (
              <MenuLink
                key={other.account_id}
                href={other.href}
                icon={
                  <span
                    aria-hidden
                    data-account-colour={other.colour}
                    className="size-2 shrink-0 rounded-full bg-account"
                  />
                }
              >
                <bdi>{other.label}</bdi>{" "}
                <span className="block text-xs whitespace-nowrap text-muted">
                  {other.cloud} · <span className="font-mono">{shortId(other.account_id)}</span>
                </span>
              </MenuLink>
            ))}
          </MenuGroup>
        </>
      )}
    </Menu>
  );
}
