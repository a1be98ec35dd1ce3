"use client";

import { useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Select } from "@/components/ui/select";
import { type DurationUnit, exactUnit, minutesPer } from "@/lib/duration";

type Props = {
  id: string;
  /** What lasts so long, for the unit's spoken name. */
  what: string;
  /** Minutes: undefined when empty, NaN while what is typed is no number. */
  value: number | undefined;
  onChange: (minutes: number | undefined) => void;
  onBlur: () => void;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

const units: readonly { value: DurationUnit; label: string }[] = [
  { value: "minute", label: "minutes" },
  { value: "hour", label: "hours" },
  { value: "day", label: "days" },
];

/** An amount and a unit that together are minutes. Changing the unit keeps the minutes exactly. */
export function DurationInput({ id, what, value, onChange, onBlur, ...aria }: Props) {
  const [unit, setUnit] = useState<DurationUnit>(() => unitFor(value));
  const [text, setText] = useState(() => amountIn(value, unit));
  const [shown, setShown] = useState(value);

  // The value was set from outside, by Discard or a reload: show it in its own unit.
  if (!Object.is(shown, value)) {
    const fresh = unitFor(value);
    setShown(value);
    setUnit(fresh);
    setText(amountIn(value, fresh));
  }

  function type(next: string) {
    setText(next);
    const minutes = minutesIn(next, unit);
    setShown(minutes);
    onChange(minutes);
  }

  function changeUnit(next: DurationUnit) {
    setUnit(next);
    if (value !== undefined && !Number.isNaN(value)) setText(amountIn(value, next));
  }

  return (
    <div className="flex gap-2">
      <div className="w-28">
        <TextInput
          {...aria}
          id={id}
          inputMode="decimal"
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={onBlur}
          className="tabular-nums"
        />
      </div>
      <Select
        label={`Unit of the ${what}`}
        options={units}
        value={unit}
        onChange={changeUnit}
        className="w-32"
      />
    </div>
  );
}

/** Minutes, or NaN, or undefined for nothing. A fraction is taken when it makes whole minutes: 1.5 hours is 90. */
function minutesIn(text: string, unit: DurationUnit): number | undefined {
  const amount = text.trim();
  if (amount === "") return undefined;
  if (!/^\d+(\.\d+)?$/.test(amount)) return Number.NaN;
  return Number((Number(amount) * minutesPer(unit)).toFixed(6));
}

function amountIn(minutes: number | undefined, unit: DurationUnit): string {
  return minutes === undefined || Number.isNaN(minutes)
    ? ""
    : String(Number((minutes / minutesPer(unit)).toFixed(4)));
}

/** An empty field starts with days: what is optional here is long. */
function unitFor(minutes: number | undefined): DurationUnit {
  return minutes === undefined ? "day" : exactUnit(minutes);
}
