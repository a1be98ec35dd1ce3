"use client";

import { ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/form/field";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { cn } from "@/lib/cn";
import { fineGrainedScopes, isScopeToken } from "@/lib/scopes";

export const scopeEntryId = "other_scope";

type Props = {
  /** What is chosen already and need not be offered. */
  chosen: readonly string[];
  onAdd: (scopes: readonly string[]) => void;
};

/** A field for any scope, which searches the narrow ones the console knows and takes all others as typed. */
export function ScopeEntry({ chosen, onAdd }: Props) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [browsing, setBrowsing] = useState(false);
  const wanted = text.trim().toLowerCase();
  const offered = fineGrainedScopes.filter(
    ({ scope, grants }) => !chosen.includes(scope) && `${scope} ${grants}`.toLowerCase().includes(wanted),
  );

  function add() {
    const scopes = text.split(/[\s,]+/).filter(Boolean);
    const odd = scopes.find((scope) => !isScopeToken(scope));
    if (odd !== undefined) {
      setError(`“${odd}” is not a scope: use plain ASCII without quotes and backslashes.`);
      return;
    }
    setError(undefined);
    setText("");
    onAdd(scopes);
  }

  return (
    <>
      <Field
        id={scopeEntryId}
        label="Other scope"
        optional
        hint="Narrow scopes for single APIs, and any other. What you type is sent as typed."
        error={error}
        className="mt-4"
      >
        {(control) => (
          <div className="flex gap-2">
            <TextInput
              {...control}
              mono
              placeholder="iam.current-user:read"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <Button size="lg" onClick={add}>
              Add
            </Button>
          </div>
        )}
      </Field>
      <Button
        variant="quiet"
        size="sm"
        className="mt-1 -ml-3"
        icon={<ChevronDown aria-hidden className={cn("transition-transform", browsing && "rotate-180")} />}
        aria-expanded={browsing}
        onClick={() => setBrowsing(!browsing)}
      >
        Known narrow scopes
      </Button>
      {(browsing || (wanted !== "" && offered.length > 0)) && (
        <ul
          aria-label="Known narrow scopes"
          className="mt-1 divide-y divide-subtle rounded-lg border border-default bg-surface"
        >
          {offered.map(({ scope, grants }) => (
            <li key={scope}>
              <button
                type="button"
                onClick={({ currentTarget }) => {
                  // The button goes away with the row.
                  const next =
                    browsing && currentTarget.closest("li")?.nextElementSibling?.querySelector("button");
                  (next || document.getElementById(scopeEntryId))?.focus();
                  setText("");
                  setError(undefined);
                  onAdd([scope]);
                }}
                className="flex w-full cursor-pointer items-center gap-2 px-3 py-1.5 text-left transition-colors hover:bg-hover pointer-coarse:min-h-11"
              >
                <Plus aria-hidden className="text-muted" />
                <span className="min-w-0">
                  <VisuallyHidden>Add </VisuallyHidden>
                  <span className="font-mono text-sm wrap-anywhere">{scope}</span>
                  <span className="block text-sm text-muted">{grants}</span>
                </span>
              </button>
            </li>
          ))}
          {offered.length === 0 && (
            <li className="px-3 py-2 text-sm text-muted">
              {wanted === "" ? "All of them are chosen." : "None matches. It can be added as typed."}
            </li>
          )}
        </ul>
      )}
    </>
  );
}
