import { createRequestSchema } from "@/lib/account-api/custom-app-integration-input";
import { applyPreset, type HostAnswers, initialHosts } from "@/lib/presets/apply-preset";
import type { Preset } from "@/lib/presets/preset-schema";

export const consoleOrigin = "https://console.example.org";

/** Answers to everything a preset asks: its own examples and defaults. */
export const exampleHosts = (preset: Preset): HostAnswers => ({
  ...initialHosts(preset),
  ...Object.fromEntries(
    preset.hosts.flatMap((host) => (host.kind === "host" ? [[host.id, host.example]] : [])),
  ),
});

/** What would be sent for a preset. */
export const requestOf = (preset: Preset, hosts = exampleHosts(preset)) =>
  createRequestSchema({ consoleOrigin, strict: false }).parse(applyPreset(preset, { hosts }));
