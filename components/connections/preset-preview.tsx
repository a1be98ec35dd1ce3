import { ExternalLink } from "@/components/ui/external-link";
import { type Fact, Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { UrlText } from "@/components/ui/url-text";
import { formatMinutes } from "@/lib/duration";
import { type HostAnswers, presetUrls } from "@/lib/presets/apply-preset";
import type { Preset } from "@/lib/presets/preset-schema";

type Props = { preset: Preset; answers: HostAnswers };

const certainties = {
  documented: "Documented by the vendor",
  reported: "Pieced together from reports; its vendor documents only part of it",
  suggested: "This console’s advice, based on Databricks’ documentation",
};

/** What a preset fills in, live, where it has that from, and what is to be done once the connection exists. */
export function PresetPreview({ preset, answers }: Props) {
  const { confidential, scopes, completes_later, notes, source, as_of, certainty } = preset;
  const facts: Fact[] = [
    { term: "Redirect URLs", value: <Urls urls={presetUrls(preset, answers)} /> },
    {
      term: "Client type",
      value: confidential ? "Confidential: it gets a secret, shown once" : "Public: no secret, PKCE",
    },
    { term: "Scopes", value: <span className="font-mono text-sm">{scopes.join(" ")}</span> },
    { term: "Token policy", value: lifetimes(preset) },
    {
      term: "Source",
      value: (
        <>
          {certainties[certainty]}: <ExternalLink href={source}>{new URL(source).hostname}</ExternalLink>, as
          of{" "}
          <time dateTime={as_of} className="whitespace-nowrap">
            {as_of}
          </time>
        </>
      ),
    },
  ];
  return (
    <>
      {completes_later !== undefined && (
        <Notice tone="info" title="This takes two steps">
          {completes_later} Create the connection now and add the URL then.
        </Notice>
      )}
      <div>
        <h3 className="mb-1.5 font-medium">What it fills in</h3>
        <Facts facts={facts} />
      </div>
      <div>
        <h3 className="mb-1.5 font-medium">Afterwards</h3>
        <ol className="list-decimal space-y-1 pl-5 marker:text-muted">
          {notes.map((note) => (
            <li key={note} className="wrap-anywhere">
              {note}
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function Urls({ urls }: { urls: readonly string[] }) {
  if (urls.length === 0) return <>None yet</>;
  return (
    <ul className="space-y-1">
      {urls.map((url) => (
        <li key={url}>
          <UrlText url={url.replace(/\{[a-z0-9-]+\}/g, "…")} />
        </li>
      ))}
    </ul>
  );
}

function lifetimes({ token_access_policy: policy, scopes }: Preset): string {
  if (!policy) return "Databricks’ default";
  const refreshes = scopes.includes("offline_access");
  return [
    `Access token ${formatMinutes(policy.access_token_ttl_in_minutes)}`,
    ...(refreshes ? [`refresh token ${formatMinutes(policy.refresh_token_ttl_in_minutes)}`] : []),
    ...(policy.enable_single_use_refresh_tokens ? ["single-use"] : []),
    ...(policy.absolute_session_lifetime_in_minutes
      ? [`session ${formatMinutes(policy.absolute_session_lifetime_in_minutes)}`]
      : []),
  ].join(", ");
}
