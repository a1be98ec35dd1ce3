"use client";

import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ScopeConsent } from "@/components/connections/scope-consent";
import { ScopeEntry, scopeEntryId } from "@/components/connections/scope-entry";
import { Checkbox } from "@/components/form/checkbox";
import { FieldError } from "@/components/form/field-error";
import { HintLine } from "@/components/form/hint-line";
import { IconButton } from "@/components/ui/icon-button";
import { StatusNote } from "@/components/ui/status-note";
import type { ScopeHint } from "@/lib/scope-hints";
import { grantsOf, isGroupedScope, scopeGroups } from "@/lib/scopes";

type Choice = { scopes: string[]; user_authorized_scopes: string[] };

type Props = {
  scopes: readonly string[];
  /** `user_authorized_scopes`: those people are asked to consent to, always among `scopes`. */
  consent: readonly string[];
  hints: readonly ScopeHint[];
  onChange: (choice: Choice) => void;
  error: string | undefined;
};

/** The scopes picker: known scopes in groups, any other by name, and which of them people must consent to. */
export function ScopesField({ scopes, consent, hints, onChange, error }: Props) {
  const [withdrawn, setWithdrawn] = useState<string>();
  const others = scopes.filter((scope) => !isGroupedScope(scope));

  function choose(next: readonly string[]) {
    const kept = consent.filter((scope) => next.includes(scope));
    setWithdrawn(consent.find((scope) => scopes.includes(scope) && !next.includes(scope)));
    onChange({ scopes: [...new Set(next)], user_authorized_scopes: kept });
  }

  const remove = (scope: string) => choose(scopes.filter((each) => each !== scope));

  function ask(scope: string, asked: boolean) {
    setWithdrawn(undefined);
    const rest = consent.filter((each) => each !== scope);
    onChange({ scopes: [...scopes], user_authorized_scopes: asked ? [...rest, scope] : rest });
  }

  const below = (scope: string): ReactNode => (
    <ScopeConsent
      scope={scope}
      chosen={scopes.includes(scope)}
      consent={consent}
      hints={hints}
      onConsent={ask}
      hintId={hintId(scope)}
    />
  );
  const describedBy = (scope: string) =>
    hints.some((hint) => hint.scope === scope) ? hintId(scope) : undefined;

  return (
    <fieldset
      id="scopes"
      tabIndex={-1}
      aria-describedby={error ? "scopes-error" : undefined}
      className="rounded-md"
    >
      <legend className="sr-only">Scopes</legend>
      <div className="space-y-4">
        {scopeGroups.map((group) => (
          <div key={group.title}>
            <h3 className="text-sm font-medium text-muted">{group.title}</h3>
            {group.scopes.map(({ scope, grants }) => (
              <div key={scope} className="mt-1">
                <Checkbox
                  label={<span className="font-mono text-sm">{scope}</span>}
                  description={grants}
                  aria-describedby={describedBy(scope)}
                  checked={scopes.includes(scope)}
                  onChange={(event) => (event.target.checked ? choose([...scopes, scope]) : remove(scope))}
                />
                <div className="pl-6">{below(scope)}</div>
              </div>
            ))}
          </div>
        ))}
      </div>
      {error && <FieldError id="scopes-error">{error}</FieldError>}
      <div className="mt-3 space-y-1 empty:hidden">
        {hints
          .filter((hint) => hint.scope === undefined)
          .map(({ level, text }) => (
            <HintLine key={text} level={level}>
              {text}
            </HintLine>
          ))}
      </div>
      {others.length > 0 && (
        <ul
          aria-label="Other scopes"
          className="mt-3 divide-y divide-subtle rounded-lg border border-default bg-surface"
        >
          {others.map((scope) => (
            <li key={scope} className="flex items-start justify-between gap-2 py-1 pr-1 pl-3">
              <div className="min-w-0 py-1.5">
                <bdi className="block font-mono text-sm wrap-anywhere">{scope}</bdi>
                {grantsOf(scope) && <p className="text-sm text-muted">{grantsOf(scope)}</p>}
                {below(scope)}
              </div>
              <IconButton
                name={`Remove ${scope}`}
                icon={<X aria-hidden />}
                onClick={() => {
                  remove(scope);
                  // The button goes away with the row.
                  document.getElementById(scopeEntryId)?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <StatusNote tone="info" className="mt-2">
        {withdrawn !== undefined &&
          `${withdrawn} also left the scopes people are asked to consent to: they can only be asked for what is chosen.`}
      </StatusNote>
      <ScopeEntry chosen={scopes} onAdd={(added) => choose([...scopes, ...added])} />
    </fieldset>
  );
}

const hintId = (scope: string) => `scope-hint-${scope}`;
