"use client";

import { ChevronDown, CircleUserRound } from "lucide-react";
import type { ReactNode } from "react";
import type { FramePerson } from "@/components/frame/frame-types";
import { Menu } from "@/components/ui/menu";
import { MenuGroup } from "@/components/ui/menu-group";
import { MenuSeparator } from "@/components/ui/menu-separator";

export type PersonMenuProps = {
  person: FramePerson;
  /** A MenuItem that signs out. */
  signOut: ReactNode;
};

export function PersonMenu({ person, signOut }: PersonMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`Signed in as ${person.email}`}
          className="flex h-8 min-w-8 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-sm transition-colors hover:bg-hover data-popup-open:bg-hover pointer-coarse:h-11 pointer-coarse:min-w-11"
        >
          <CircleUserRound aria-hidden className="text-muted lg:hidden" />
          <bdi className="max-w-56 truncate max-lg:hidden">{person.email}</bdi>
          <ChevronDown aria-hidden className="text-muted max-lg:hidden" />
        </button>
      }
    >
      <MenuGroup
        label={
          <>
            <bdi className="block text-sm font-medium text-default wrap-anywhere">{person.name}</bdi>
            <bdi className="block wrap-anywhere">{person.email}</bdi>
          </>
        }
      >
        <MenuSeparator />
        {signOut}
      </MenuGroup>
    </Menu>
  );
}
