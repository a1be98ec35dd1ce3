"use client";

import { type ComponentPropsWithRef, type MouseEvent, type ReactNode, useId } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "@/components/ui/button-class";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { cn } from "@/lib/cn";

export type ButtonProps = Omit<ComponentPropsWithRef<"button">, "disabled" | "aria-disabled"> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Sits before the label; the spinner takes its place while pending. */
  icon?: ReactNode;
  /** The act is under way: label and width stay, a second press does nothing. */
  pending?: boolean | undefined;
  /** Why the button cannot be used now. It stays focusable and says so. */
  disabledReason?: string | undefined;
};

export function Button({
  variant = "secondary",
  size = "md",
  icon,
  pending = false,
  disabledReason,
  className,
  children,
  onClick,
  type = "button",
  "aria-describedby": describedBy,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = pending || disabledReason !== undefined;

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (off) {
      event.preventDefault();
      return;
    }
    onClick?.(event);
  }

  return (
    <>
      <Tooltip content={disabledReason} disabled={disabledReason === undefined} openOnPress>
        <button
          {...rest}
          type={type}
          onClick={press}
          aria-disabled={off || undefined}
          aria-busy={pending || undefined}
          aria-describedby={cn(describedBy, disabledReason !== undefined && reasonId) || undefined}
          className={buttonClass({ variant, size, spinner: pending && !icon, className })}
        >
          {pending ? <Spinner className={icon ? "size-4" : "size-3"} /> : icon}
          {children}
        </button>
      </Tooltip>
      {disabledReason !== undefined && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </>
  );
}
