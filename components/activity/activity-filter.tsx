"use client";

import { type RefObject, useId } from "react";
import type { useActivityState } from "@/components/activity/use-activity-state";
import { SearchInput } from "@/components/form/search-input";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type ActivityKind, activityKinds } from "@/lib/activity";

const labels: Record<ActivityKind, string> = {
  connections: "connections",
  published: "published apps",
  secrets: "secrets",
  "sign-ins": "sign-ins",
  console: "the console itself",
};

const options = [
  { value: "all" as const, label: "everything" },
  ...activityKinds.map((value) => ({ value, label: labels[value] })),
];

type Props = ReturnType<typeof useActivityState> & { searchRef: RefObject<HTMLInputElement | null> };

/** Narrows the activity down: to a kind, a person, days, and one connection. */
export function ActivityFilterBar({ filter, set, isFiltered, clear, searchRef }: Props) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchInput
        ref={searchRef}
        label="Person"
        placeholder="Name or email"
        value={filter.who ?? ""}
        onChange={(who) => set({ who })}
      />
      <Select
        prefix="About"
        size="md"
        value={filter.kind ?? "all"}
        options={options}
        onChange={(kind) => set({ kind: kind === "all" ? undefined : kind })}
      />
      <DayInput label="From" value={filter.from} onChange={(from) => set({ from })} />
      <DayInput label="To" value={filter.to} onChange={(to) => set({ to })} />
      {isFiltered && <Button onClick={clear}>Show everything</Button>}
    </div>
  );
}

type DayProps = { label: string; value: string | undefined; onChange: (day: string) => void };

function DayInput({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <TextInput
        id={id}
        height="md"
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value)}
        className="w-40"
      />
    </div>
  );
}
