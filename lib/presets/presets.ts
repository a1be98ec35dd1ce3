import { presetsFileSchema } from "@/lib/presets/preset-schema";
import file from "@/lib/presets/presets.json";

const { presets: all, without_single_use } = presetsFileSchema.parse(file);

/** What connects: products and general templates, in the order they are shown. */
export const presets = all;

export const findPreset = (id: string) => presets.find((preset) => preset.id === id);

export const withoutSingleUse = without_single_use;
