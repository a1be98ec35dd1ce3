import { Check, Minus } from "lucide-react";
import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { FieldError } from "@/components/form/field-error";
import { cn } from "@/lib/cn";

export type CheckboxProps = Omit<ComponentPropsWithRef<"input">, "type"> & {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** Shows the label to the ear only, for a box in a table row. */
  labelHidden?: boolean | undefined;
};

const mark =
  "pointer-events-none absolute inset-0 hidden text-on-accent stroke-[2.5] p-0.5 peer-disabled:text-muted forced-colors:hidden!";

/** A box to tick. The whole label is the target. */
export function Checkbox({
  label,
  description,
  error,
  labelHidden = false,
  className,
  ...rest
}: CheckboxProps) {
  const id = useId();
  const describedBy = cn(
    rest["aria-describedby"],
    description ? `${id}-description` : null,
    error ? `${id}-error` : null,
  );
  return (
    <div className={className}>
      <label
        className={cn(
          "flex w-fit cursor-pointer gap-2 py-0.5 has-disabled:cursor-not-allowed has-disabled:text-muted pointer-coarse:min-h-11 pointer-coarse:py-3",
          labelHidden && "p-1",
        )}
      >
        <span className="relative mt-0.5 size-4 shrink-0">
          <input
            {...rest}
            type="checkbox"
            aria-describedby={describedBy || undefined}
            aria-invalid={error ? true : undefined}
            className="peer block size-4 cursor-pointer appearance-none rounded-[4px] border border-control bg-surface transition-colors checked:border-transparent checked:bg-accent indeterminate:border-transparent indeterminate:bg-accent hover:border-control-hover aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-default disabled:bg-sunken forced-colors:appearance-auto"
          />
          <Check aria-hidden className={cn(mark, "peer-checked:not-peer-indeterminate:block")} />
          <Minus aria-hidden className={cn(mark, "peer-indeterminate:block")} />
        </span>
        <span className={labelHidden ? "sr-only" : "min-w-0"}>
          {label}
          {description && (
            <span id={`${id}-description`} className="block text-sm text-muted">
              {description}
            </span>
          )}
        </span>
      </label>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
