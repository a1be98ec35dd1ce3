import { useLayoutEffect, useRef, useState } from "react";
import { type EditorState, noRows, urlsOf } from "@/lib/redirect-urls/editor-row";
import { type EditorAction, reduceEditor } from "@/lib/redirect-urls/editor-rows";
import { rebuildRows, sameUrls, standFor } from "@/lib/redirect-urls/editor-start";

type Options = {
  /** The list the form holds. */
  value: readonly string[];
  onChange: (urls: string[]) => void;
  /** The URLs the connection has. */
  existing: readonly string[];
  /** Number of submits so far: each one judges every row. */
  attempt: number;
};

/** The rows behind a list of URLs. They follow when the list is changed by others than this editor. */
export function useEditorRows({ value, onChange, existing, attempt }: Options) {
  const [state, setState] = useState<EditorState>(() => rebuildRows(noRows, value, existing));
  const [seen, setSeen] = useState({ existing, attempt });

  let current = state;
  if (!sameUrls(seen.existing, existing) || !standFor(current, value))
    current = rebuildRows(current, value, existing);
  if (seen.attempt !== attempt) current = reduceEditor(current, { do: "check-all" });
  if (current !== state) setState(current);
  if (seen.attempt !== attempt || !sameUrls(seen.existing, existing)) setSeen({ existing, attempt });

  // Acts that were put off until a press is over start from what that press has done.
  const latest = useRef(current);
  useLayoutEffect(() => {
    latest.current = current;
  }, [current]);

  function act(action: EditorAction) {
    const before = latest.current;
    const next = reduceEditor(before, action);
    latest.current = next;
    setState(next);
    if (!sameUrls(urlsOf(next), urlsOf(before))) onChange(urlsOf(next));
  }

  return [current, act] as const;
}
