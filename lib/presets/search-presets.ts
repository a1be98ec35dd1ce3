import type { Preset } from "@/lib/presets/preset-schema";

/** The presets that have every word of `text` somewhere in what people know them by. */
export function searchPresets(presets: readonly Preset[], text: string): readonly Preset[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return presets.filter(({ name, summary, keywords }) => {
    const known = [name, summary, ...keywords].join(" ").toLowerCase();
    return wanted.every((word) => known.includes(word));
  });
}
