import { hostParts } from "@/lib/redirect-urls/host-parts";

/** The letters of a URL, all of them and in order, with the host in relief. */
export function UrlEmphasis({ url }: { url: string }) {
  const parts = hostParts(url);
  if (!parts) return <span className="text-default">{url}</span>;
  return (
    <span className="text-muted">
      {parts.before}
      <span className="font-medium text-default">{parts.host}</span>
      {parts.after}
    </span>
  );
}
