"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";

export type MenuGroupProps = { label: ReactNode; children?: ReactNode };

/** Items under a heading of their own. */
export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-muted">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}
