"use client";

import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import { Button } from "@/components/ui/button";
import type { ShownFinding } from "@/lib/redirect-urls/editor-verdicts";
import { expandPortRange } from "@/lib/redirect-urls/port-range";

type Props = {
  url: string;
  findings: readonly ShownFinding[];
  onUse: (url: string) => void;
  onExpand: () => void;
};

/** What can be put right with one press. Nothing changes by itself. */
export function UrlOffers({ url, findings, onUse, onExpand }: Props) {
  const range = findings.length > 0 ? expandPortRange(url) : undefined;
  const offers = [...new Set(findings.flatMap(({ fix }) => fix?.value ?? []))].filter(
    (offer) => offer !== url,
  );
  if (!range && offers.length === 0) return null;
  return (
    <div className="mt-1.5 ml-5.5 flex flex-wrap gap-2">
      {range && "urls" in range && (
        <Button size="sm" onClick={onExpand}>
          Expand into {range.urls.length} URLs
        </Button>
      )}
      {range && "problem" in range && <p className="text-sm text-danger">{range.problem}</p>}
      {offers.map((offer) => (
        <Button
          key={offer}
          size="sm"
          onClick={() => onUse(offer)}
          className="max-w-full min-w-0 shrink! text-left whitespace-normal!"
        >
          <span className="min-w-0 wrap-anywhere">
            Use <VisibleUrl url={offer} />
          </span>
        </Button>
      ))}
    </div>
  );
}
