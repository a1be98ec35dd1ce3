"use client";

import type { ComponentPropsWithRef, ReactNode } from "react";
import { Tooltip, type TooltipProps } from "@/components/ui/tooltip";
import { cn } from "@/lib/cn";

export type IconButtonProps = Omit<
  ComponentPropsWithRef<"button">,
  "disabled" | "aria-label" | "children"
> & {
  /** Its name for the ear, and its tooltip. */
  name: string;
  /** Said in the tooltip instead of the name, for a passing state such as "Copied". */
  tip?: ReactNode;
  icon: ReactNode;
  size?: "sm" | "md" | undefined;
  tipSide?: TooltipProps["side"];
  /** The tooltip stays when pressed, because its text answers the press. */
  tipOnPress?: boolean | undefined;
};

export function IconButton({
  name,
  tip,
  icon,
  size = "md",
  tipSide,
  tipOnPress,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={tip ?? name} side={tipSide} openOnPress={tipOnPress}>
      <button
        {...rest}
        type={type}
        aria-label={name}
        className={cn(
          "inline-flex shrink-0 cursor-pointer items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-default data-popup-open:bg-hover data-popup-open:text-default pointer-coarse:size-11",
          size === "sm" ? "size-6" : "size-8",
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
