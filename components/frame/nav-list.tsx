"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { NavItem } from "@/components/frame/frame-types";

export type NavListProps = { items: readonly NavItem[]; onNavigate?: (() => void) | undefined };

/** The places of the console. The current one is marked on its sub-pages as well. */
export function NavList({ items, onNavigate }: NavListProps) {
  const path = usePathname();
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => {
          const here = path === item.href;
          const within = here || path.startsWith(`${item.href}/`);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                {...(onNavigate && { onClick: onNavigate })}
                aria-current={here ? "page" : within ? "true" : undefined}
                className="flex min-h-8 items-center gap-2 rounded-md px-2 text-muted transition-colors hover:bg-hover hover:text-default aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-default pointer-coarse:min-h-11 forced-colors:aria-[current]:bg-[Highlight] forced-colors:aria-[current]:text-[HighlightText] forced-colors:aria-[current]:forced-color-adjust-none"
              >
                {item.icon}
                {item.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
