import type { ReactNode } from "react";
import { FieldError } from "@/components/form/field-error";
import { cn } from "@/lib/cn";

/** What a field gives to its input. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  /** The id of the input; the hint and the error derive theirs from it. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Adds the word "optional" to the label. */
  optional?: boolean | undefined;
  /** Something at the end of the label line, such as a help link. */
  aside?: ReactNode;
  children: (control: FieldControl) => ReactNode;
  className?: string | undefined;
};

/** Label, hint, input and error of one value, tied together for the ear. */
export function Field({ id, label, hint, error, optional = false, aside, children, className }: FieldProps) {
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  return (
    <div className={cn("min-w-0", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
          {optional && <span className="font-normal text-muted"> (optional)</span>}
        </label>
        {aside && <div className="text-sm">{aside}</div>}
      </div>
      {hint && (
        <div id={hintId} className="mt-0.5 text-sm text-muted">
          {hint}
        </div>
      )}
      <div className="mt-1.5">
        {children({
          id,
          "aria-describedby": cn(hint ? hintId : null, error ? errorId : null) || undefined,
          "aria-invalid": error ? true : undefined,
        })}
      </div>
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </div>
  );
}
