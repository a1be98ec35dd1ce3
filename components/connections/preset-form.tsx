"use client";

import { ArrowLeft } from "lucide-react";
import { type FormEvent, useState } from "react";
import { PresetHostField } from "@/components/connections/preset-host-field";
import { PresetPreview } from "@/components/connections/preset-preview";
import { Button } from "@/components/ui/button";
import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import { applyPreset, initialHosts } from "@/lib/presets/apply-preset";
import type { Preset } from "@/lib/presets/preset-schema";
import { readHost } from "@/lib/presets/read-host";

type Props = {
  preset: Preset;
  onDone: (values: CreateValues, preset: Preset) => void;
  onBack: () => void;
};

const takeFocus = (element: HTMLElement | null) => element?.focus();
const fieldId = (id: string) => `preset-${id}`;

/** What one preset asks, and what comes of the answers. */
export function PresetForm({ preset, onDone, onBack }: Props) {
  const [answers, setAnswers] = useState(() => initialHosts(preset));
  // Not on blur: what appears then would move the button away from under the press that took the focus.
  const [tried, setTried] = useState(false);

  const reads = preset.hosts.map((asked) => ({ asked, read: readHost(asked, answers[asked.id] ?? "") }));

  function submit(event: FormEvent) {
    event.preventDefault();
    const wrong = reads.find(({ read }) => "problem" in read);
    if (!wrong) {
      onDone(applyPreset(preset, { hosts: answers }), preset);
      return;
    }
    setTried(true);
    document.getElementById(fieldId(wrong.asked.id))?.focus();
  }

  return (
    <form noValidate onSubmit={submit} aria-labelledby="preset-title" className="max-w-form space-y-6">
      <div>
        <Button variant="quiet" size="sm" className="-ml-3" icon={<ArrowLeft aria-hidden />} onClick={onBack}>
          What connects?
        </Button>
        <h2
          id="preset-title"
          ref={takeFocus}
          tabIndex={-1}
          className="mt-2 w-fit rounded-md text-lg font-semibold"
        >
          {preset.name}
        </h2>
        <p className="text-muted">{preset.summary}.</p>
      </div>
      {reads.map(({ asked, read }) => (
        <PresetHostField
          key={asked.id}
          id={fieldId(asked.id)}
          asked={asked}
          value={answers[asked.id] ?? ""}
          read={tried || "value" in read ? read : undefined}
          onChange={(text) => setAnswers({ ...answers, [asked.id]: text })}
        />
      ))}
      <PresetPreview preset={preset} answers={answers} />
      <div className="space-y-2">
        <Button type="submit" variant="primary" size="lg">
          Use these values
        </Button>
        <p className="text-sm text-muted">Nothing is created yet. Every value can be changed next.</p>
      </div>
    </form>
  );
}
