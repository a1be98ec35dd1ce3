import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import { hostParts } from "@/lib/redirect-urls/host-parts";
import { hasHidden } from "@/lib/redirect-urls/visible";

/** What cannot be seen in the field: hidden characters, and the name an encoded host stands for. */
export function UrlReading({ url }: { url: string }) {
  const hidden = url !== "" && hasHidden(url);
  const parts = hostParts(url);
  return (
    <>
      {hidden && (
        <p className="mt-1.5 ml-5.5 text-sm text-muted">
          With what is hidden: <VisibleUrl url={url} />
        </p>
      )}
      {parts?.unicode !== undefined && (
        <p className="mt-1.5 ml-5.5 text-sm text-muted wrap-anywhere">
          People read the host as <bdi className="font-medium text-default">{parts.unicode}</bdi>. It is sent
          as <span className="font-mono leading-none">{parts.host}</span>.
        </p>
      )}
    </>
  );
}
