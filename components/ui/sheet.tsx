"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { PopupContext } from "@/components/ui/popup-context";

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger: ReactElement;
  title: string;
  children: ReactNode;
};

/** A panel that slides in from the left edge and lies over the page. */
export function Sheet({ open, onOpenChange, trigger, title, children }: SheetProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <PopupContext value={undefined}>
        <Base.Portal>
          <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-160 data-ending-style:opacity-0 data-starting-style:opacity-0" />
          <Base.Popup className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-r border-default bg-raised shadow-overlay outline-none transition-[opacity,translate] duration-160 data-ending-style:-translate-x-1 data-ending-style:opacity-0 data-starting-style:-translate-x-1 data-starting-style:opacity-0">
            <div className="flex h-12 shrink-0 items-center justify-between border-b border-subtle pr-2 pl-4">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              <Base.Close render={<IconButton name="Close" icon={<X aria-hidden />} />} />
            </div>
            {children}
          </Base.Popup>
        </Base.Portal>
      </PopupContext>
    </Base.Root>
  );
}
