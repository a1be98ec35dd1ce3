"use client";

import { Plus, X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { FieldError } from "@/components/form/field-error";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

type Props = {
  value: readonly string[];
  onChange: (urls: string[]) => void;
  onBlur: () => void;
  /** What is wrong with each URL, by position. */
  errors: readonly (string | undefined)[];
};

export const redirectUrlId = (index: number) => `redirect_urls.${index}`;

/**
 * One row per redirect URL. Enter adds a row below, Backspace in an empty row removes it, the arrow keys move,
 * and pasting several lines makes a row of each.
 */
export function RedirectUrlsField({ value, onChange, onBlur, errors }: Props) {
  const rows = value.length > 0 ? value : [""];
  const keys = useRowKeys(rows.length);
  const list = useRef<HTMLUListElement>(null);

  function focus(index: number) {
    requestAnimationFrame(() => {
      list.current?.querySelectorAll("input")[index]?.focus();
    });
  }

  function insert(index: number, urls: string[]) {
    keys.insert(index, urls.length);
    onChange(rows.toSpliced(index, 0, ...urls));
    focus(index + urls.length - 1);
  }

  function remove(index: number) {
    keys.remove(index);
    onChange(rows.toSpliced(index, 1));
    focus(Math.max(0, index - 1));
  }

  function keyDown(event: KeyboardEvent<HTMLInputElement>, index: number) {
    const move = { ArrowUp: index - 1, ArrowDown: index + 1 }[event.key];
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (rows[index] !== "") insert(index + 1, [""]);
    } else if (event.key === "Backspace" && rows[index] === "" && rows.length > 1) {
      event.preventDefault();
      remove(index);
    } else if (move !== undefined && rows[move] !== undefined) {
      event.preventDefault();
      focus(move);
    }
  }

  function paste(event: ClipboardEvent<HTMLInputElement>, index: number) {
    const lines = event.clipboardData
      .getData("text")
      .split(/\r\n|\r|\n/)
      .map((line) => line.trim());
    const urls = lines.filter(Boolean);
    if (urls.length < 2) return;
    event.preventDefault();
    const replaces = rows[index] === "";
    keys.insert(index + 1, replaces ? urls.length - 1 : urls.length);
    onChange(rows.toSpliced(replaces ? index : index + 1, replaces ? 1 : 0, ...urls));
    focus(index + urls.length - (replaces ? 1 : 0));
  }

  return (
    <fieldset>
      <legend className="sr-only">Redirect URLs</legend>
      <ul ref={list} className="space-y-2">
        {rows.map((url, index) => {
          const error = errors[index];
          const id = redirectUrlId(index);
          return (
            <li key={keys.at(index)}>
              <div className="flex items-center gap-2">
                <TextInput
                  id={id}
                  mono
                  inputMode="url"
                  aria-label={`Redirect URL ${index + 1} of ${rows.length}`}
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? `${id}-error` : "redirect_urls-hint"}
                  placeholder={index === 0 ? "https://app.example.com/oauth/callback" : undefined}
                  value={url}
                  onChange={(event) => onChange(rows.with(index, event.target.value))}
                  onBlur={onBlur}
                  onKeyDown={(event) => keyDown(event, index)}
                  onPaste={(event) => paste(event, index)}
                />
                <IconButton
                  name={url ? `Remove ${url}` : `Remove row ${index + 1}`}
                  icon={<X aria-hidden />}
                  onClick={() => remove(index)}
                />
              </div>
              {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
            </li>
          );
        })}
      </ul>
      <Button
        size="sm"
        className="mt-2"
        icon={<Plus aria-hidden />}
        onClick={() => insert(rows.length, [""])}
      >
        Add a URL
      </Button>
    </fieldset>
  );
}

/** A stable key per row, so that removing one in the middle keeps focus and cursor of the others. */
function useRowKeys(count: number) {
  const next = useRef(0);
  const fresh = (amount: number) => Array.from({ length: amount }, () => next.current++);
  const [keys, setKeys] = useState<readonly number[]>([]);
  // The list was replaced from outside.
  const current =
    keys.length === count ? keys : [...keys.slice(0, count), ...fresh(count - Math.min(count, keys.length))];
  if (current !== keys) setKeys(current);
  return {
    at: (index: number) => current[index],
    insert: (index: number, amount: number) => setKeys(current.toSpliced(index, 0, ...fresh(amount))),
    remove: (index: number) => setKeys(current.toSpliced(index, 1)),
  };
}
