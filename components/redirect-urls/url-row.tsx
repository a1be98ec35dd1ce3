"use client";

import { X } from "lucide-react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { hintId, redirectUrlId } from "@/components/redirect-urls/field-ids";
import { UrlField } from "@/components/redirect-urls/url-field";
import { UrlFindings, verdictId } from "@/components/redirect-urls/url-findings";
import { UrlOffers } from "@/components/redirect-urls/url-offers";
import { UrlReading } from "@/components/redirect-urls/url-reading";
import { WasRegistered } from "@/components/redirect-urls/was-registered";
import { IconButton } from "@/components/ui/icon-button";
import type { EditorRow } from "@/lib/redirect-urls/editor-row";
import type { EditorAction } from "@/lib/redirect-urls/editor-rows";
import type { ShownFinding } from "@/lib/redirect-urls/editor-verdicts";
import { splitPaste } from "@/lib/redirect-urls/paste";

type Props = {
  row: EditorRow;
  /** Its place in the list that is sent, and how many there are. */
  index: number;
  count: number;
  findings: readonly ShownFinding[];
  serverError: string | undefined;
  act: (action: EditorAction) => void;
  onBlur: () => void;
  /** Moves the focus by so many rows. */
  onMove: (by: 1 | -1) => void;
};

/** One redirect URL: its field, what is to be said about it, and what can be done. */
export function UrlRow({ row, index, count, findings, serverError, act, onBlur, onMove }: Props) {
  const { id, url, registered } = row;
  const fieldId = redirectUrlId(index);
  const described = verdictId({ id: fieldId, findings, serverError });
  const invalid = serverError !== undefined || findings.some(({ level }) => level === "reject");

  function keyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    const { key, currentTarget: field } = event;
    if (key === "Enter") {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) field.form?.requestSubmit();
      else if (url !== "") act({ do: "add", below: id });
    } else if (key === "Backspace" && url === "" && (count > 1 || registered !== undefined)) {
      event.preventDefault();
      act({ do: "remove", id });
    } else if (key === "ArrowUp" && leaves(field, 0)) {
      event.preventDefault();
      onMove(-1);
    } else if (key === "ArrowDown" && leaves(field, url.length)) {
      event.preventDefault();
      onMove(1);
    }
  }

  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const text = event.clipboardData.getData("text");
    const { urls, changes } = splitPaste(text);
    if (changes.length === 0 && urls.length < 2) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    act({ do: "paste", id, text, start: selectionStart, end: selectionEnd });
  }

  return (
    <li>
      <div className="flex items-start gap-1">
        <UrlField
          id={fieldId}
          data-row={id}
          aria-label={`Redirect URL ${index + 1} of ${count}`}
          aria-invalid={invalid || undefined}
          aria-describedby={described ?? hintId}
          placeholder={index === 0 ? "https://app.example.com/oauth/callback" : undefined}
          value={url}
          onChange={(event) => act({ do: "type", id, url: event.target.value })}
          onBlur={onBlur}
          onKeyDown={keyDown}
          onPaste={paste}
        />
        <IconButton
          name={url ? `Remove ${url}` : `Remove row ${index + 1}`}
          icon={<X aria-hidden />}
          onClick={() => act({ do: "remove", id })}
          className="mt-0.5 pointer-coarse:mt-0"
        />
      </div>
      <div className="mr-9 not-empty:pb-1.5 pointer-coarse:mr-12">
        <UrlFindings id={fieldId} name={`URL ${index + 1}`} findings={findings} serverError={serverError} />
        <UrlReading url={url} />
        <UrlOffers
          url={url}
          findings={findings}
          onUse={(offer) => act({ do: "fix", id, url: offer })}
          onExpand={() => act({ do: "expand", id })}
        />
        {registered !== undefined && registered !== url && (
          <WasRegistered url={registered} onPutBack={() => act({ do: "restore", id })} />
        )}
      </div>
    </li>
  );
}

/** Whether an arrow leaves the field: always from a single line, from several only at their very end. */
function leaves(field: HTMLTextAreaElement, end: number): boolean {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(field);
  const inner = field.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
  const single = inner < 1.5 * Number.parseFloat(lineHeight);
  return single || (field.selectionStart === end && field.selectionEnd === end);
}
