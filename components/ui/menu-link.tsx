"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactNode } from "react";
import { menuItemClass } from "@/components/ui/menu-item-class";

export type MenuLinkProps = { href: string; children: ReactNode; icon?: ReactNode };

export function MenuLink({ href, children, icon }: MenuLinkProps) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={menuItemClass}>
      {icon}
      <span className="min-w-0">{children}</span>
    </Base.LinkItem>
  );
}
