import { Info, Undo2, X } from "lucide-react";
import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { EditorChange } from "@/lib/redirect-urls/editor-row";

type Props = { change: EditorChange | undefined; onUndo: () => void; onDismiss: () => void };

/** Says what was done to what a person entered, and takes it back. The region is there before the words. */
export function ChangeNote({ change, onUndo, onDismiss }: Props) {
  return (
    <div role="status" aria-label="What was changed">
      {change && (
        <div className="mt-3 flex items-start gap-2 rounded-md border border-info-border bg-info-surface py-1.5 pr-1.5 pl-3 text-sm">
          <Info aria-hidden className="mt-1.5 text-info" />
          <p className="min-w-0 flex-1 py-1 wrap-anywhere">
            <bdi>{change.sentences.map(ended).join(" ")}</bdi>
            {change.url !== undefined && (
              <>
                {" "}
                <VisibleUrl url={change.url} />
              </>
            )}
          </p>
          <Button size="sm" onClick={onUndo} icon={<Undo2 aria-hidden />}>
            Undo
          </Button>
          <IconButton name="Hide this note" icon={<X aria-hidden />} onClick={onDismiss} className="size-7" />
        </div>
      )}
    </div>
  );
}

function ended(sentence: string, place: number, all: readonly string[]): string {
  return place < all.length - 1 && !sentence.endsWith(".") ? `${sentence}.` : sentence;
}
