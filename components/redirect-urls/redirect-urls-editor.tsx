"use client";

import { List, Plus, Text } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { ChangeNote } from "@/components/redirect-urls/change-note";
import { ListFindings } from "@/components/redirect-urls/list-findings";
import { RemovedRow } from "@/components/redirect-urls/removed-row";
import { TextMode, textId } from "@/components/redirect-urls/text-mode";
import { UrlRow } from "@/components/redirect-urls/url-row";
import { useAfterPress } from "@/components/redirect-urls/use-after-press";
import { useEditorRows } from "@/components/redirect-urls/use-editor-rows";
import { Button } from "@/components/ui/button";
import { activeRows } from "@/lib/redirect-urls/editor-row";
import type { EditorAction } from "@/lib/redirect-urls/editor-rows";
import { editorVerdicts } from "@/lib/redirect-urls/editor-verdicts";
import type { SaveContext } from "@/lib/redirect-urls/judge-list";

type Props = {
  value: readonly string[];
  onChange: (urls: string[]) => void;
  onBlur: () => void;
  context: SaveContext;
  /** What the server said about each URL, by position. */
  serverErrors: readonly (string | undefined)[];
  /** Number of submits so far. */
  attempt: number;
};

const none: readonly string[] = [];

/**
 * The redirect URLs of a connection, as rows or as text. Everything found is said beside the URL it is about;
 * nothing is rewritten unless it is asked for, and what is done to several URLs at once can be undone.
 */
export function RedirectUrlsEditor({ value, onChange, onBlur, context, serverErrors, attempt }: Props) {
  const [state, act] = useEditorRows({ value, onChange, existing: context.existing ?? none, attempt });
  const [asText, setAsText] = useState(false);
  const afterPress = useAfterPress();
  const root = useRef<HTMLFieldSetElement>(null);
  const { rows, change, focus } = state;
  const active = activeRows(state);
  const verdicts = useMemo(() => editorVerdicts(rows, context), [rows, context]);

  useEffect(() => {
    if (!focus) return;
    const target =
      root.current?.querySelector<HTMLElement>(`[data-row="${focus.id}"]`) ?? document.getElementById(textId);
    target?.focus();
    if (focus.caret !== undefined && target instanceof HTMLTextAreaElement)
      target.setSelectionRange(focus.caret, focus.caret);
  }, [focus]);

  function leave(action: EditorAction) {
    afterPress(() => {
      act(action);
      onBlur();
    });
  }

  function goTo(id: number) {
    root.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
  }

  function move(index: number, by: 1 | -1) {
    const target = active[index + by];
    if (target) goTo(target.id);
  }

  const broken = active.findIndex(({ url }) => /[\r\n]/.test(url));
  const removed = rows.filter((row) => row.removed);
  return (
    <fieldset ref={root} className="min-w-0">
      <legend className="sr-only">Redirect URLs</legend>
      {asText ? (
        <TextMode
          rows={active}
          findings={verdicts.rows}
          serverErrors={serverErrors}
          act={act}
          onBlur={() => leave({ do: "check-all" })}
        />
      ) : (
        <ul className="space-y-3">
          {rows.map((row) => {
            if (row.removed)
              return (
                <RemovedRow key={row.id} row={row} onPutBack={() => act({ do: "restore", id: row.id })} />
              );
            const index = active.indexOf(row);
            return (
              <UrlRow
                key={row.id}
                row={row}
                index={index}
                count={active.length}
                findings={verdicts.rows.get(row.id) ?? []}
                serverError={serverErrors[index]}
                act={act}
                onBlur={() => leave({ do: "check", id: row.id })}
                onMove={(by) => move(index, by)}
              />
            );
          })}
        </ul>
      )}
      {asText && removed.length > 0 && (
        <ul aria-label="Removed redirect URLs" className="mt-3 space-y-3">
          {removed.map((row) => (
            <RemovedRow key={row.id} row={row} onPutBack={() => act({ do: "restore", id: row.id })} />
          ))}
        </ul>
      )}
      <ChangeNote
        change={change}
        onUndo={() => act({ do: "undo" })}
        onDismiss={() => act({ do: "dismiss" })}
      />
      <ListFindings
        findings={verdicts.list}
        numberOf={(id) => active.findIndex((row) => row.id === id) + 1}
        onGoTo={goTo}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        {!asText && (
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => act({ do: "add" })}>
            Add a URL
          </Button>
        )}
        <Button
          size="sm"
          variant="quiet"
          icon={asText ? <List aria-hidden /> : <Text aria-hidden />}
          onClick={() => setAsText(!asText)}
          disabledReason={
            broken >= 0 && !asText
              ? `URL ${broken + 1} contains a line break, which a text with one URL on each line cannot hold. Correct it first.`
              : undefined
          }
        >
          {asText ? "Edit as rows" : "Edit as text"}
        </Button>
      </div>
    </fieldset>
  );
}
