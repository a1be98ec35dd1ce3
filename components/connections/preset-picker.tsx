"use client";

import { useState } from "react";
import { PresetForm } from "@/components/connections/preset-form";
import { PresetList } from "@/components/connections/preset-list";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import type { Preset } from "@/lib/presets/preset-schema";

export type PresetPickerProps = {
  /** The values the create form starts with; the preset knows what is to be done afterwards. */
  onChoose: (values: CreateValues, preset: Preset) => void;
  /** "Something else": the form starts blank. */
  onBlank: () => void;
};

/** What connects? A product or a template, then the little it asks. It has a form of its own. */
export function PresetPicker({ onChoose, onBlank }: PresetPickerProps) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Preset>();
  const [last, setLast] = useState<Preset>();

  if (chosen)
    return (
      <PresetForm
        preset={chosen}
        onDone={onChoose}
        onBack={() => {
          setLast(chosen);
          setChosen(undefined);
        }}
      />
    );
  return <PresetList search={search} onSearch={setSearch} last={last} onPick={setChosen} onBlank={onBlank} />;
}
