import { ExternalLink } from "@/components/ui/external-link";
import { Notice } from "@/components/ui/notice";
import type { Preset } from "@/lib/presets/preset-schema";

const certainties: Record<Preset["certainty"], string> = {
  documented: "As the vendor documents it",
  reported: "As people who did it report",
  suggested: "This console’s advice",
};

/** What a form was filled in for, where that comes from, and what to do once the connection exists. */
export function PresetNotice({ preset }: { preset: Preset }) {
  return (
    <Notice tone="info" title={`Filled in for ${preset.name}`}>
      <ul className="list-disc space-y-1 pl-5">
        {preset.completes_later && <li>{preset.completes_later}</li>}
        {preset.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className="mt-1 text-sm text-muted">
        {certainties[preset.certainty]}, as of {preset.as_of}:{" "}
        <ExternalLink href={preset.source}>source</ExternalLink>
      </p>
    </Notice>
  );
}
