"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { menuItemClass } from "@/components/ui/menu-item-class";

export type MenuRadioGroupProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: ReadonlyArray<{ value: Value; label: ReactNode; icon?: ReactNode }>;
};

/** A choice of one inside a menu. */
export function MenuRadioGroup<Value extends string>({
  label,
  value,
  onChange,
  options,
}: MenuRadioGroupProps<Value>) {
  function choose(next: unknown) {
    const option = options.find((each) => each.value === next);
    if (option) onChange(option.value);
  }

  return (
    <Base.RadioGroup value={value} onValueChange={choose} aria-label={label}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={menuItemClass}>
          {option.icon}
          <span className="min-w-0 flex-1">{option.label}</span>
          <Base.RadioItemIndicator render={<Check aria-hidden />} />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
