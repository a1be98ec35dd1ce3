"use client";

import type { ReactNode } from "react";
import { fieldLabels } from "@/components/connections/change-list";
import { RadioCards } from "@/components/form/radio-cards";
import { policyLines } from "@/lib/merge/describe-changes";
import type { Choices, Conflict, Side } from "@/lib/merge/merge-connection";

type Props = {
  conflicts: readonly Conflict[];
  choices: Choices;
  onChoose: (field: Conflict["field"], side: Side) => void;
};

/** Asks whose value counts, for each setting that both sides changed. Nothing is chosen beforehand. */
export function ResolveConflicts({ conflicts, choices, onChoose }: Props) {
  return conflicts.map((conflict) => (
    <RadioCards
      key={conflict.field}
      name={`conflict-${conflict.field}`}
      legend={`${fieldLabels[conflict.field]}: which one counts?`}
      hint={
        conflict.field === "token_access_policy"
          ? "Both of you changed it, and it can only be saved whole."
          : "Each of you removed what the other kept. Together nothing would be left."
      }
      options={[
        { value: "theirs", title: "Theirs, stored now", consequence: shownValue(conflict, "theirs") },
        { value: "mine", title: "Mine, replaces theirs", consequence: shownValue(conflict, "mine") },
      ]}
      value={choices[conflict.field] ?? null}
      onChange={(event) => onChoose(conflict.field, event.target.value === "mine" ? "mine" : "theirs")}
    />
  ));
}

/** A label holds phrasing content only, so lists are lines here. */
function shownValue(conflict: Conflict, side: Side): ReactNode {
  if (conflict.field === "token_access_policy") {
    const before = policyLines(conflict.base);
    return policyLines(conflict[side]).map(({ label, value }, index) => (
      <span key={label} className="block">
        {label}:{" "}
        <span className={value === before[index]?.value ? undefined : "font-medium text-default"}>
          {value}
        </span>
        {value === before[index]?.value ? " (as before)" : ""}
      </span>
    ));
  }
  return conflict[side].map((item) => (
    <bdi key={item} className="block font-mono wrap-anywhere">
      {item}
    </bdi>
  ));
}
