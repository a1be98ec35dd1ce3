"use client";

import { type ClipboardEvent, useRef } from "react";
import { TextArea } from "@/components/form/text-area";
import { hintId, redirectUrlId } from "@/components/redirect-urls/field-ids";
import { UrlFindings } from "@/components/redirect-urls/url-findings";
import { UrlOffers } from "@/components/redirect-urls/url-offers";
import { UrlReading } from "@/components/redirect-urls/url-reading";
import type { EditorRow } from "@/lib/redirect-urls/editor-row";
import type { EditorAction } from "@/lib/redirect-urls/editor-rows";
import type { ShownFinding } from "@/lib/redirect-urls/editor-verdicts";
import { splitPaste } from "@/lib/redirect-urls/paste";

type Props = {
  rows: readonly EditorRow[];
  findings: ReadonlyMap<number, readonly ShownFinding[]>;
  serverErrors: readonly (string | undefined)[];
  act: (action: EditorAction) => void;
  onBlur: () => void;
};

export const textId = "redirect_urls-text";

/** All URLs as one text, one on each line, with what is to be said about each line below it. */
export function TextMode({ rows, findings, serverErrors, act, onBlur }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const text = rows.map(({ url }) => url).join("\n");

  function paste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { urls, changes } = splitPaste(event.clipboardData.getData("text"));
    if (changes.every(({ kind }) => kind === "split")) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    act({
      do: "text",
      text: text.slice(0, selectionStart) + urls.join("\n") + text.slice(selectionEnd),
      sentences: changes.map(({ sentence }) => sentence),
    });
  }

  function goTo(index: number) {
    const start = rows.slice(0, index).reduce((sum, { url }) => sum + url.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (rows[index]?.url.length ?? 0));
  }

  const lines = rows.flatMap((row, index) => {
    const found = findings.get(row.id) ?? [];
    const serverError = serverErrors[index];
    return found.length > 0 || serverError !== undefined ? [{ row, index, found, serverError }] : [];
  });
  const invalid = lines.some(
    ({ found, serverError }) => serverError !== undefined || found.some(({ level }) => level === "reject"),
  );

  return (
    <>
      <TextArea
        ref={area}
        id={textId}
        mono
        rows={Math.max(4, rows.length)}
        aria-label="Redirect URLs, one on each line"
        aria-describedby={hintId}
        aria-invalid={invalid || undefined}
        value={text}
        onChange={(event) => act({ do: "text", text: event.target.value })}
        onBlur={onBlur}
        onPaste={paste}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
        className="wrap-anywhere"
      />
      {lines.length > 0 && (
        <ul aria-label="Verdicts by line" className="mt-3 space-y-3">
          {lines.map(({ row, index, found, serverError }) => (
            <li key={row.id}>
              <button
                type="button"
                id={redirectUrlId(index)}
                onClick={() => goTo(index)}
                className="min-h-6 cursor-pointer rounded-md text-sm font-medium text-accent underline decoration-accent-border underline-offset-2 hover:decoration-current"
              >
                Line {index + 1}
              </button>
              <UrlFindings
                id={redirectUrlId(index)}
                name={`line ${index + 1}`}
                findings={found}
                serverError={serverError}
              />
              <UrlReading url={row.url} />
              <UrlOffers
                url={row.url}
                findings={found}
                onUse={(url) => act({ do: "fix", id: row.id, url })}
                onExpand={() => act({ do: "expand", id: row.id })}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
