import { TriangleAlert, Undo2 } from "lucide-react";
import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import { Button } from "@/components/ui/button";

type Props = { url: string; onPutBack: () => void };

/** Below a registered URL that has been rewritten: what it was, and what may break. */
export function WasRegistered({ url, onPutBack }: Props) {
  return (
    <div className="mt-1.5 flex gap-1.5 text-sm text-warning">
      <TriangleAlert aria-hidden className="mt-0.5" />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          Replaces{" "}
          <s>
            <VisibleUrl url={url} />
          </s>
          . Sign-ins that return there stop working after the save.
        </p>
        <Button size="sm" onClick={onPutBack} icon={<Undo2 aria-hidden />} className="mt-1.5 text-default">
          Put back<span className="sr-only"> {url}</span>
        </Button>
      </div>
    </div>
  );
}
