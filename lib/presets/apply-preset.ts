import type { CreateValues } from "@/lib/account-api/custom-app-integration-input";
import type { Preset } from "@/lib/presets/preset-schema";
import { readHost } from "@/lib/presets/read-host";

/** What people answered, by the id of what was asked. */
export type HostAnswers = Readonly<Record<string, string>>;

/** The answers a preset starts with: the usual port, the first choice, nothing for a host. */
export function initialHosts({ hosts }: Preset): HostAnswers {
  return Object.fromEntries(
    hosts.map((host) => {
      if (host.kind === "host") return [host.id, ""];
      return [host.id, host.kind === "port" ? String(host.default) : (host.options[0]?.value ?? "")];
    }),
  );
}

/** The redirect URLs of a preset; what is not answered yet stays as `{id}`. */
export function presetUrls({ hosts, redirect_urls }: Preset, answers: HostAnswers): string[] {
  const values = new Map(
    hosts.flatMap((host) => {
      const read = readHost(host, answers[host.id] ?? "");
      return "value" in read ? [[host.id, read.value] as const] : [];
    }),
  );
  return redirect_urls.map((url) => url.replace(/\{([a-z0-9-]+)\}/g, (all, id) => values.get(id) ?? all));
}

/** The values the create form starts with. Throws RangeError for an answer that `readHost` refuses. */
export function applyPreset(preset: Preset, { hosts }: { hosts: HostAnswers }): CreateValues {
  for (const asked of preset.hosts) {
    const read = readHost(asked, hosts[asked.id] ?? "");
    if ("problem" in read) throw new RangeError(`${asked.label}: ${read.problem}`);
  }
  const { token_access_policy } = preset;
  return {
    name: preset.name_suggestion,
    confidential: preset.confidential,
    redirect_urls: presetUrls(preset, hosts),
    scopes: [...preset.scopes],
    user_authorized_scopes: [],
    token_access_policy: token_access_policy ? { ...token_access_policy } : null,
  };
}
