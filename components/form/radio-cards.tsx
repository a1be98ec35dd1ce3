import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import { FieldError } from "@/components/form/field-error";
import { cn } from "@/lib/cn";

export type RadioCard<Value extends string> = {
  value: Value;
  title: ReactNode;
  /** What follows from choosing it. */
  consequence?: ReactNode;
  /** Why it cannot be chosen now. */
  disabledReason?: string | undefined;
};

export type RadioCardsProps<Value extends string> = Omit<
  ComponentPropsWithRef<"input">,
  "type" | "value" | "defaultValue" | "checked" | "defaultChecked" | "id"
> & {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly RadioCard<Value>[];
  name: string;
  /** For a controlled group, null while none is chosen; leave it out where a form library registers the inputs. */
  value?: Value | null | undefined;
  defaultValue?: Value | undefined;
  /** The id of the first input, for links from an error summary. */
  id?: string | undefined;
};

/** A choice of one whose options say what follows from them. The other props go to each radio button. */
export function RadioCards<Value extends string>({
  legend,
  hint,
  error,
  options,
  value,
  defaultValue,
  id,
  className,
  ...rest
}: RadioCardsProps<Value>) {
  const ownId = useId();
  const hintId = `${ownId}-hint`;
  const errorId = `${ownId}-error`;
  return (
    <fieldset
      className={cn("min-w-0", className)}
      aria-describedby={cn(hint ? hintId : null, error ? errorId : null) || undefined}
    >
      <legend className="font-medium">{legend}</legend>
      {hint && (
        <div id={hintId} className="mt-0.5 text-sm text-muted">
          {hint}
        </div>
      )}
      <div className="mt-1.5 divide-y divide-default rounded-lg border border-control bg-surface has-aria-invalid:border-danger">
        {options.map((option, place) => {
          const noteId = `${ownId}-${option.value}`;
          const note = option.disabledReason ?? option.consequence;
          return (
            <label
              key={option.value}
              className="flex cursor-pointer gap-3 px-3 py-2.5 transition-colors first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-accent-surface has-disabled:cursor-not-allowed has-disabled:bg-sunken has-disabled:text-muted pointer-coarse:min-h-11"
            >
              <input
                {...rest}
                type="radio"
                id={place === 0 ? id : undefined}
                value={option.value}
                disabled={rest.disabled || option.disabledReason !== undefined}
                aria-describedby={note ? noteId : undefined}
                aria-invalid={error ? true : undefined}
                {...(value !== undefined && { checked: value === option.value })}
                {...(defaultValue !== undefined && { defaultChecked: defaultValue === option.value })}
                className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-surface transition-[border-width,border-color] checked:border-[5px] checked:border-checked disabled:cursor-not-allowed forced-colors:appearance-auto"
              />
              <span className="min-w-0">
                <span className="font-medium">{option.title}</span>
                {note && (
                  <span id={noteId} className="block text-sm text-muted">
                    {note}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </fieldset>
  );
}
