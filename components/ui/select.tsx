"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { menuItemClass } from "@/components/ui/menu-item-class";
import { usePopupOutlet } from "@/components/ui/popup-context";
import { useHydrated } from "@/components/ui/use-hydrated";
import { cn } from "@/lib/cn";

export type SelectOption<Value extends string> = { value: Value; label: string; description?: ReactNode };

export type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  onBlur?: (() => void) | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
  id?: string | undefined;
  name?: string | undefined;
  /** Its name, where no visible label points at `id`. */
  label?: string | undefined;
  /** A word before the chosen value, for a row of filters: "Kind". It names the select as well. */
  prefix?: string | undefined;
  size?: "md" | "lg" | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
  className?: string | undefined;
};

/** A choice of one from a short list. "md" stands in tool bars, "lg" in forms. */
export function Select<Value extends string>({
  options,
  value,
  onChange,
  onBlur,
  ref,
  id,
  name,
  label,
  prefix,
  size = "lg",
  className,
  ...aria
}: SelectProps<Value>) {
  const hydrated = useHydrated();
  const outlet = usePopupOutlet();
  const chosen = options.find((option) => option.value === value);
  const spoken = label ?? (prefix && `${prefix}: ${chosen?.label ?? value}`);
  const triggerClass = cn(
    "inline-flex max-w-full min-w-0 cursor-pointer items-center justify-between gap-2 rounded-md border border-control bg-surface text-left text-base transition-colors hover:border-control-hover aria-invalid:border-danger pointer-coarse:min-h-11",
    size === "lg" ? "min-h-9 pr-2.5 pl-3" : "min-h-8 pr-2 pl-3",
    className,
  );
  const face = (
    <>
      <span className="truncate">
        {prefix && <span className="text-muted">{prefix} </span>}
        {chosen?.label ?? value}
      </span>
      <ChevronDown aria-hidden className="text-muted" />
    </>
  );

  // The real one brings an input with a style attribute, which the content policy refuses in markup of the server.
  if (!hydrated)
    return (
      <button type="button" id={id} aria-label={spoken} className={triggerClass}>
        {face}
      </button>
    );

  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
      name={name}
      modal={false}
    >
      <Base.Trigger {...aria} ref={ref} id={id} onBlur={onBlur} aria-label={spoken} className={triggerClass}>
        {face}
      </Base.Trigger>
      <Base.Portal container={outlet}>
        <Base.Positioner
          alignItemWithTrigger={false}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-96 overflow-y-auto rounded-lg border border-default bg-raised p-1 shadow-overlay outline-none transition-[opacity,translate] duration-120 data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0 data-instant:transition-none">
            <Base.List className="outline-none">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  label={option.label}
                  className={menuItemClass}
                >
                  <span className="min-w-0 flex-1">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.description && (
                      <span className="block text-sm text-muted">{option.description}</span>
                    )}
                  </span>
                  <span className="flex size-4">
                    <Base.ItemIndicator render={<Check aria-hidden />} />
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
