import type { PresetHost } from "@/lib/presets/preset-schema";
import { checkRedirectUrl } from "@/lib/redirect-urls/check-redirect-url";
import { splitPaste } from "@/lib/redirect-urls/paste";

/** An answer as it goes into the URLs, with what was left out of it; or why it cannot be used. */
export type HostAnswer = { value: string; note?: string } | { problem: string };

/** Reads what someone typed or pasted where a preset asks for a host, a port or a choice. */
export function readHost(asked: PresetHost, text: string): HostAnswer {
  switch (asked.kind) {
    case "choice":
      return asked.options.some(({ value }) => value === text)
        ? { value: text }
        : { problem: "Choose one of the list." };
    case "port":
      return readPort(text);
    case "host":
      return readName(asked, text);
  }
}

function readPort(text: string): HostAnswer {
  const port = text.trim();
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535)
    return { problem: "Enter a port: a number from 1 to 65535." };
  return { value: String(Number(port)) };
}

type Name = Extract<PresetHost, { kind: "host" }>;

function readName({ label, example, suffix, domains }: Name, text: string): HostAnswer {
  const [pasted, more] = splitPaste(text).urls;
  if (pasted === undefined) return { problem: `Enter the ${lowerFirst(label)}, such as ${example}.` };
  if (more !== undefined) return { problem: `Enter one host, such as ${example}.` };
  const bare = suffix !== undefined && /^[a-z0-9][a-z0-9-]*$/i.test(pasted) ? pasted + suffix : pasted;
  const url = parsed(bare);
  const junk = {
    problem: `“${short(pasted)}” is not a host. Enter it as in the address bar, such as ${example}.`,
  };
  if (!url) return junk;
  if (url.username !== "" || url.password !== "")
    return { problem: "Leave out the part before the @: only the host is needed." };
  const host = url.hostname.replace(/\.$/, "");
  if (!host.includes(".") && !host.startsWith("[") && host !== "localhost") return junk;
  if (domains && !domains.some((domain) => host.endsWith(domain) && host.length > domain.length))
    return { problem: `“${short(host)}” cannot be it: the ${lowerFirst(label)} ends in ${listed(domains)}.` };
  if (!domains && isDatabricks(host))
    return {
      problem: `“${short(host)}” is Databricks’ own. Enter the ${lowerFirst(label)}, such as ${example}.`,
    };
  const value = url.port === "" ? host : `${host}:${url.port}`;
  const refused = checkRedirectUrl(`https://${value}/`, context).findings.find(
    ({ level }) => level === "reject",
  );
  if (refused) return { problem: `${refused.title}. ${refused.remedy}` };
  const note = leftOut(url);
  return note === undefined ? { value } : { value, note };
}

const context = { confidential: true, consoleOrigin: "", strict: false };

/** A host, or any web address with one. */
function parsed(text: string): URL | undefined {
  // The parser would forgive these and read something else than what is there.
  if (/[\\*%_\s]/.test(text.split(/[/?#]/, 3).join("/"))) return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function leftOut({ protocol, pathname, search, hash }: URL): string | undefined {
  const rest = `${pathname === "/" ? "" : pathname}${search}${hash}`;
  const parts = [
    ...(rest === "" ? [] : [`Left out ${short(rest)}: the path comes from the preset.`]),
    ...(protocol === "http:" ? ["The redirect URL uses https."] : []),
  ];
  return parts.join(" ") || undefined;
}

function isDatabricks(host: string): boolean {
  return /(^|\.)(databricks\.(com|azure\.cn|azure\.us|us)|azuredatabricks\.net)$/.test(host);
}

function listed(domains: readonly string[]): string {
  const last = domains.at(-1) ?? "";
  return domains.length < 2 ? last : `${domains.slice(0, -1).join(", ")} or ${last}`;
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** "Workspace host" in the middle of a sentence; names such as "Posit Connect host" keep their capitals. */
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]+ [a-z]/.test(label) && /^(Workspace|Application)/.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}
