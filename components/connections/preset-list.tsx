"use client";

import { useId } from "react";
import { SearchInput } from "@/components/form/search-input";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Preset } from "@/lib/presets/preset-schema";
import { presets } from "@/lib/presets/presets";
import { searchPresets } from "@/lib/presets/search-presets";

type Props = {
  search: string;
  onSearch: (text: string) => void;
  /** The one somebody comes back from: it takes the focus. */
  last: Preset | undefined;
  onPick: (preset: Preset) => void;
  onBlank: () => void;
};

const groups = [
  { group: "product", title: "Products" },
  { group: "template", title: "General templates" },
] as const;

const takeFocus = (element: HTMLElement | null) => element?.focus();

/** All presets by group, narrowed by a search, and the way on without one. */
export function PresetList({ search, onSearch, last, onPick, onBlank }: Props) {
  const found = searchPresets(presets, search);
  return (
    <section aria-labelledby="what-connects" className="max-w-form space-y-6">
      <div className="space-y-3">
        <h2 id="what-connects" className="text-lg font-semibold">
          What connects?
        </h2>
        <SearchInput
          label="Search products"
          placeholder="Search products"
          value={search}
          onChange={onSearch}
        />
        <VisuallyHidden>
          <span role="status">{search.trim() && `${found.length} of ${presets.length}`}</span>
        </VisuallyHidden>
      </div>
      {groups.map(({ group, title }) => {
        const members = found.filter((preset) => preset.group === group);
        if (members.length === 0) return null;
        return (
          <div key={group}>
            <h3 id={`presets-${group}`} className="mb-1.5 text-sm font-medium text-muted">
              {title}
            </h3>
            <ul aria-labelledby={`presets-${group}`} className="grid gap-2 sm:grid-cols-2">
              {members.map((preset) => (
                <li key={preset.id}>
                  <Choice
                    title={preset.name}
                    summary={preset.summary}
                    focused={preset.id === last?.id}
                    onClick={() => onPick(preset)}
                  />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {found.length === 0 && (
        <p className="wrap-anywhere">
          No product or template is called “{search.trim()}”. Start with a blank form: every application that
          can sign people in with OAuth can connect.
        </p>
      )}
      <div>
        <Choice title="Something else" summary="Start with a blank form" focused={false} onClick={onBlank} />
      </div>
    </section>
  );
}

type ChoiceProps = { title: string; summary: string; focused: boolean; onClick: () => void };

function Choice({ title, summary, focused, onClick }: ChoiceProps) {
  const id = useId();
  return (
    <button
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-summary`}
      ref={focused ? takeFocus : undefined}
      type="button"
      onClick={onClick}
      className="flex h-full w-full cursor-pointer flex-col rounded-lg border border-default bg-surface px-3 py-2 text-left transition-colors hover:border-control-hover hover:bg-hover"
    >
      <span id={`${id}-title`} className="font-medium">
        {title}
      </span>
      <span id={`${id}-summary`} className="text-sm text-muted">
        {summary}
      </span>
    </button>
  );
}
