"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { menuItemClass } from "@/components/ui/menu-item-class";
import { cn } from "@/lib/cn";

export type MenuItemProps = {
  onSelect: () => void;
  children: ReactNode;
  icon?: ReactNode;
  danger?: boolean | undefined;
  /** Why it cannot be used now; shown below the label. */
  disabledReason?: string | undefined;
  /** Leaves the menu open, for an act whose answer shows in the item itself. */
  staysOpen?: boolean | undefined;
};

export function MenuItem({ onSelect, children, icon, danger, disabledReason, staysOpen }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabledReason !== undefined}
      closeOnClick={!staysOpen}
      className={cn(menuItemClass, danger && "text-danger")}
    >
      {icon}
      <span className="min-w-0">
        {children}
        {disabledReason && <span className="block text-xs">{disabledReason}</span>}
      </span>
    </Base.Item>
  );
}
