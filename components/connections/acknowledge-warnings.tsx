import { TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { acknowledgeId } from "@/components/connections/use-acknowledgement";
import { Checkbox } from "@/components/form/checkbox";
import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import type { RedirectUrlWarning } from "@/lib/redirect-urls/judge-list";

type Props = {
  warnings: readonly RedirectUrlWarning[];
  checked: boolean;
  onChange: (checked: boolean) => void;
  error: string | undefined;
};

/** URLs named with a warning; the others are counted. */
const mostUrls = 3;

/** The warnings about what is going to be saved, each once, and the one box that accepts them. */
export function AcknowledgeWarnings({ warnings, checked, onChange, error }: Props) {
  const titleId = useId();
  const ref = useRef<HTMLElement>(null);

  // The box alone would take the focus at the edge of what is in sight, with the message beyond it.
  useEffect(() => {
    if (error) ref.current?.scrollIntoView({ block: "nearest" });
  }, [error]);

  if (warnings.length === 0) return null;
  const byCode = new Map<string, RedirectUrlWarning[]>();
  for (const warning of warnings) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  return (
    <section
      ref={ref}
      aria-labelledby={titleId}
      className="rounded-lg border border-warning-border bg-warning-surface px-3 py-2.5"
    >
      <h3 id={titleId} className="flex gap-2 font-medium">
        <TriangleAlert aria-hidden className="mt-0.5 text-warning" />
        {byCode.size === 1 ? "A warning about what you save" : `${byCode.size} warnings about what you save`}
      </h3>
      <ul className="mt-2 ml-6 space-y-2">
        {[...byCode].map(([code, group]) => (
          <li key={code} className="text-sm">
            <p>
              <span className="font-medium">{group[0]?.title}.</span> {group[0]?.explanation}
            </p>
            <UrlsOf group={group} />
          </li>
        ))}
      </ul>
      <Checkbox
        id={acknowledgeId}
        label="I have read the warnings"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        error={error}
        className="mt-3 ml-6"
      />
    </section>
  );
}

function UrlsOf({ group }: { group: readonly RedirectUrlWarning[] }) {
  const urls = group.flatMap(({ url }) => url ?? []);
  return (
    <ul>
      {urls.slice(0, mostUrls).map((url) => (
        <li key={url}>
          <VisibleUrl url={url} />
        </li>
      ))}
      {urls.length > mostUrls && <li>and {urls.length - mostUrls} more</li>}
    </ul>
  );
}
