"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { usePopupOutlet } from "@/components/ui/popup-context";

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  /** MenuItem, MenuLink, MenuRadioGroup, MenuSeparator. */
  children: ReactNode;
  align?: "start" | "end" | undefined;
};

/** A menu of acts and links, with the keys of the authoring practices. */
export function Menu({ trigger, children, align = "start" }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={usePopupOutlet()}>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto rounded-lg border border-default bg-raised p-1 shadow-overlay outline-none transition-[opacity,translate] duration-120 data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0 data-instant:transition-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
