import { Undo2 } from "lucide-react";
import { VisibleUrl } from "@/components/redirect-urls/visible-url";
import { Button } from "@/components/ui/button";
import type { EditorRow } from "@/lib/redirect-urls/editor-row";

type Props = { row: EditorRow; onPutBack: () => void };

/** A registered URL that the next save takes away, in the place where it was. */
export function RemovedRow({ row: { id, url }, onPutBack }: Props) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 rounded-md border border-dashed border-control bg-sunken px-3 py-1.5 xs:flex-nowrap">
      <div className="min-w-0 text-sm">
        <span className="sr-only">Removed: </span>
        <s className="text-muted">
          <VisibleUrl url={url} />
        </s>
        <p>Sign-ins that return here stop working after the save.</p>
      </div>
      <Button size="sm" data-row={id} onClick={onPutBack} icon={<Undo2 aria-hidden />}>
        Put back<span className="sr-only"> {url}</span>
      </Button>
    </li>
  );
}
