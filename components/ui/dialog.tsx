"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { PopupContext } from "@/components/ui/popup-context";
import { cn } from "@/lib/cn";

export type DialogProps = {
  open: boolean;
  /** Called when the person closes it: Esc, press outside, the close button. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, in reading order; the one that acts stands last. */
  footer?: ReactNode;
  /** When false, Esc and a press outside leave it open and call `onDismissAttempt`. */
  dismissible?: boolean | undefined;
  onDismissAttempt?: (() => void) | undefined;
  /** When false, a press outside does nothing: the second click of a double click is one. */
  closeOnOutsidePress?: boolean | undefined;
  /** Takes focus when it opens; the title by default. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Takes focus when it has closed; the opener by default. */
  finalFocus?: RefObject<HTMLElement | null> | undefined;
  role?: "dialog" | "alertdialog" | undefined;
  size?: "sm" | "md" | "lg" | undefined;
};

const widths = { sm: "xs:max-w-md", md: "xs:max-w-dialog", lg: "xs:max-w-3xl" };
const card = "max-h-full rounded-xl border border-default";
const sheet = "h-full xs:h-auto xs:max-h-[80dvh] xs:rounded-xl xs:border xs:border-default";

/** A modal dialog. On narrow screens it is a sheet that fills the screen, unless it only asks. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  dismissible = true,
  onDismissAttempt,
  closeOnOutsidePress = true,
  initialFocus,
  finalFocus,
  role = "dialog",
  size = "md",
}: DialogProps) {
  const titleRef = useRef<HTMLHeadingElement>(null);
  const isQuestion = role === "alertdialog";

  function change(nextOpen: boolean, details: Base.Root.ChangeEventDetails) {
    if (nextOpen) return;
    if (dismissible) {
      onClose();
      return;
    }
    details.cancel();
    onDismissAttempt?.();
  }

  return (
    <Base.Root open={open} onOpenChange={change} disablePointerDismissal={!closeOnOutsidePress}>
      <PopupContext value={undefined}>
        <Base.Portal>
          <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-160 data-ending-style:opacity-0 data-starting-style:opacity-0" />
          <Base.Viewport
            className={cn(
              "fixed inset-0 z-40 flex items-start justify-center xs:p-4 xs:pt-[10dvh]",
              isQuestion && "p-4 pt-[10dvh]",
            )}
          >
            <Base.Popup
              role={role}
              initialFocus={initialFocus ?? titleRef}
              finalFocus={finalFocus}
              className={cn(
                "relative flex w-full flex-col bg-raised shadow-overlay outline-none transition-[opacity,translate] duration-160 data-ending-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0 short:overflow-y-auto",
                isQuestion ? card : sheet,
                widths[size],
              )}
            >
              <div className={cn("px-6 pt-5", dismissible && "pr-14")}>
                <Base.Title
                  ref={titleRef}
                  tabIndex={-1}
                  className="text-lg font-semibold outline-none wrap-anywhere"
                >
                  {title}
                </Base.Title>
                {description && (
                  <Base.Description render={<div />} className="mt-1 text-muted">
                    {description}
                  </Base.Description>
                )}
              </div>
              {children ? (
                <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-4 pb-6 has-[>:empty:only-child]:pt-0 short:flex-none short:overflow-visible">
                  {children}
                </div>
              ) : (
                <div className="min-h-6 flex-1" />
              )}
              {footer && (
                <div className="flex flex-wrap items-center justify-end gap-2 border-t border-subtle px-6 py-4 max-xs:flex-col max-xs:items-stretch">
                  {footer}
                </div>
              )}
              {dismissible && (
                <Base.Close
                  render={
                    <IconButton
                      name="Close"
                      icon={<X aria-hidden />}
                      className="absolute top-4 right-4 pointer-coarse:top-2.5 pointer-coarse:right-2.5"
                    />
                  }
                />
              )}
            </Base.Popup>
          </Base.Viewport>
        </Base.Portal>
      </PopupContext>
    </Base.Root>
  );
}
