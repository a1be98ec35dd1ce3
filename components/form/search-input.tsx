"use client";

import { Search } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { TextInput } from "@/components/form/text-input";

type Props = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  ref?: RefObject<HTMLInputElement | null> | undefined;
};

/** A search box: "/" leads to it from anywhere on the page, Esc clears it. */
export function SearchInput({ label, placeholder, value, onChange, ref: given }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const ref = given ?? own;

  useEffect(() => {
    function focusOnSlash(event: KeyboardEvent) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      ref.current?.focus();
    }
    document.addEventListener("keydown", focusOnSlash);
    return () => document.removeEventListener("keydown", focusOnSlash);
  }, [ref]);

  return (
    <search className="relative w-full max-w-96">
      <Search aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <TextInput
        ref={ref}
        height="md"
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onChange("");
        }}
        className="pl-9"
      />
    </search>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
