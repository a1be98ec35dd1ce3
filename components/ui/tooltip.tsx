"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type ReactElement, type ReactNode, useState } from "react";
import { usePopupOutlet } from "@/components/ui/popup-context";

export type TooltipProps = {
  /** What the tip says. The trigger must carry the same meaning for the ear by itself. */
  content: ReactNode;
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  /** No tip at all for now; the trigger stays mounted. */
  disabled?: boolean | undefined;
  /** A press opens the tip instead of closing it, for triggers whose tip is the answer to the press. */
  openOnPress?: boolean | undefined;
};

/** A short note on hover and on keyboard focus. */
export function Tooltip({
  content,
  children,
  side = "top",
  disabled = false,
  openOnPress = false,
}: TooltipProps) {
  const [open, setOpen] = useState(false);

  function change(nextOpen: boolean, details: Base.Root.ChangeEventDetails) {
    // Esc puts the tip away, and is then still there for the dialog around it.
    if (details.reason === "escape-key") details.allowPropagation();
    setOpen(nextOpen);
  }

  return (
    <Base.Root open={open && !disabled} onOpenChange={change} disabled={disabled}>
      <Base.Trigger
        render={children}
        delay={400}
        closeOnClick={!openOnPress}
        onClick={openOnPress && !disabled ? () => setOpen(true) : undefined}
      />
      <Base.Portal container={usePopupOutlet()}>
        <Base.Positioner side={side} sideOffset={8} collisionPadding={8} className="z-50">
          <Base.Popup className="max-w-80 rounded-md bg-inverse px-2 py-1 text-xs text-inverse shadow-overlay transition-opacity duration-120 wrap-anywhere data-ending-style:opacity-0 data-starting-style:opacity-0 data-instant:transition-none forced-colors:border">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
