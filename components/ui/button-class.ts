import { cn } from "@/lib/cn";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "danger-quiet";
export type ButtonSize = "sm" | "md" | "lg";

const base =
  "relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors aria-disabled:cursor-not-allowed pointer-coarse:min-h-11";

const off =
  "aria-disabled:not-aria-busy:border-default aria-disabled:not-aria-busy:bg-sunken aria-disabled:not-aria-busy:text-muted aria-disabled:not-aria-busy:hover:border-default aria-disabled:not-aria-busy:hover:bg-sunken aria-disabled:not-aria-busy:hover:text-muted forced-colors:aria-disabled:text-[GrayText]";

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-transparent bg-accent text-on-accent hover:bg-accent-hover data-popup-open:bg-accent-hover",
  secondary:
    "border-control bg-surface text-default hover:border-control-hover hover:bg-hover data-popup-open:bg-hover",
  quiet: "border-transparent text-default hover:bg-hover data-popup-open:bg-hover",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-hover",
  "danger-quiet":
    "border-control bg-surface text-danger hover:border-danger hover:bg-danger-surface data-popup-open:bg-danger-surface",
};

const sizes: Record<ButtonSize, string> = {
  sm: "min-h-7 py-0.5 text-sm",
  md: "min-h-8 py-1 text-base",
  lg: "min-h-9 py-1.5 text-base",
};

const paddings: Record<ButtonSize, string> = { sm: "px-3", md: "px-4", lg: "px-4" };

/** Narrower by the spinner (12) and its gap (6), so that the width stays. */
const spinnerPaddings: Record<ButtonSize, string> = { sm: "px-[3px]", md: "px-[7px]", lg: "px-[7px]" };

export type ButtonLooks = {
  variant: ButtonVariant;
  size: ButtonSize;
  /** A spinner stands before the label where nothing stood. */
  spinner?: boolean | undefined;
  className?: string | undefined;
};

/** The looks of a button, shared by buttons and by links that stand among buttons. */
export function buttonClass({ variant, size, spinner = false, className }: ButtonLooks): string {
  return cn(
    base,
    variants[variant],
    sizes[size],
    (spinner ? spinnerPaddings : paddings)[size],
    off,
    className,
  );
}
