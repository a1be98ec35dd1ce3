"use client";

import { Field } from "@/components/form/field";
import { HintLine } from "@/components/form/hint-line";
import { TextInput } from "@/components/form/text-input";
import { Select } from "@/components/ui/select";
import type { PresetHost } from "@/lib/presets/preset-schema";
import type { HostAnswer } from "@/lib/presets/read-host";

type Props = {
  id: string;
  asked: PresetHost;
  value: string;
  /** How the answer was read; undefined while a wrong one is still being typed. */
  read: HostAnswer | undefined;
  onChange: (text: string) => void;
};

/** One thing a preset asks: a host, a port, or one of a few hosts. */
export function PresetHostField({ id, asked, value, read, onChange }: Props) {
  const error = read && "problem" in read ? read.problem : undefined;
  return (
    <Field id={id} label={asked.label} hint={asked.hint} error={error}>
      {(control) =>
        asked.kind === "choice" ? (
          <Select
            {...control}
            options={asked.options}
            value={value}
            onChange={onChange}
            className="w-full xs:w-72"
          />
        ) : (
          <>
            <TextInput
              {...control}
              mono
              inputMode={asked.kind === "port" ? "numeric" : "url"}
              placeholder={asked.kind === "host" ? asked.example : undefined}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              className={asked.kind === "port" ? "xs:w-28" : undefined}
            />
            {read && "value" in read && read.note !== undefined && (
              <HintLine level="note" className="mt-1.5">
                {read.note}
              </HintLine>
            )}
          </>
        )
      }
    </Field>
  );
}
