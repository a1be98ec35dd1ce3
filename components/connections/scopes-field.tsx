"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { FieldError } from "@/components/form/field-error";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { isKnownScope, isScopeToken, knownScopes } from "@/lib/scopes";

type Props = {
  value: readonly string[];
  onChange: (scopes: string[]) => void;
  error: string | undefined;
};

/** Known scopes to tick, with what each grants, and free entry for all others. */
export function ScopesField({ value, onChange, error }: Props) {
  const [text, setText] = useState("");
  const [addError, setAddError] = useState<string>();
  const others = value.filter((scope) => !isKnownScope(scope));

  function add() {
    const scopes = text.split(/[\s,]+/).filter(Boolean);
    const odd = scopes.find((scope) => !isScopeToken(scope));
    if (odd !== undefined) {
      setAddError(`“${odd}” is not a scope: use plain ASCII without quotes and backslashes.`);
      return;
    }
    setAddError(undefined);
    setText("");
    onChange([...new Set([...value, ...scopes])]);
  }

  const remove = (scope: string) => onChange(value.filter((each) => each !== scope));

  return (
    <fieldset
      id="scopes"
      tabIndex={-1}
      aria-describedby={error ? "scopes-error" : undefined}
      className="rounded-md"
    >
      <legend className="sr-only">Scopes</legend>
      <div className="space-y-1">
        {knownScopes.map(({ scope, grants }) => (
          <Checkbox
            key={scope}
            label={<span className="font-mono text-sm">{scope}</span>}
            description={grants}
            checked={value.includes(scope)}
            onChange={(event) => (event.target.checked ? onChange([...value, scope]) : remove(scope))}
          />
        ))}
      </div>
      {error && <FieldError id="scopes-error">{error}</FieldError>}
      {others.length > 0 && (
        <ul
          aria-label="Other scopes"
          className="mt-3 divide-y divide-subtle rounded-lg border border-default"
        >
          {others.map((scope) => (
            <li key={scope} className="flex items-center justify-between gap-2 py-1 pr-1 pl-3">
              <bdi className="min-w-0 font-mono text-sm wrap-anywhere">{scope}</bdi>
              <IconButton name={`Remove ${scope}`} icon={<X aria-hidden />} onClick={() => remove(scope)} />
            </li>
          ))}
        </ul>
      )}
      <Field
        id="other_scope"
        label="Other scope"
        optional
        hint="For scopes not listed here, such as dashboards.genie or iam.current-user:read. They are sent as typed."
        error={addError}
        className="mt-4"
      >
        {(control) => (
          <div className="flex gap-2">
            <TextInput
              {...control}
              mono
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
    </fieldset>
  );
}
