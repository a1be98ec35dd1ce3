import { visibleSegments } from "@/lib/redirect-urls/visible";

/** A URL with every hidden character drawn as its code point and every foreign letter marked. */
export function VisibleUrl({ url }: { url: string }) {
  return (
    <bdi dir="ltr" className="font-mono text-sm leading-none wrap-anywhere">
      {visibleSegments(url).map((segment, place) => {
        // The pieces of a text have no other name than their place.
        const key = place;
        if (segment.kind === "plain") return segment.text;
        if (segment.kind === "foreign")
          return (
            <span key={key} title={segment.label} className="underline decoration-dotted underline-offset-2">
              {segment.text}
            </span>
          );
        return (
          <span
            key={key}
            className="mx-px rounded-md border border-warning-border bg-warning-surface px-0.5 text-xs text-warning"
          >
            <span aria-hidden>{segment.label}</span>
            <span className="sr-only"> {segment.name} </span>
          </span>
        );
      })}
    </bdi>
  );
}
