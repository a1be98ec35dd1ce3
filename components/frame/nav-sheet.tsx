"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import type { NavItem } from "@/components/frame/frame-types";
import { NavList } from "@/components/frame/nav-list";
import { IconButton } from "@/components/ui/icon-button";
import { Sheet } from "@/components/ui/sheet";

/** The side bar of narrow screens. */
export function NavSheet({ items }: { items: readonly NavItem[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      title="Latchkey"
      trigger={<IconButton name="Open navigation" tipSide="bottom" icon={<MenuIcon aria-hidden />} />}
    >
      <div className="p-2">
        <NavList items={items} onNavigate={() => setOpen(false)} />
      </div>
    </Sheet>
  );
}
