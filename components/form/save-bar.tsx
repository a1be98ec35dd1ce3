"use client";

import { type FocusEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useHold } from "@/components/ui/use-hold";

export type SaveBarProps = {
  /** Number of values that differ from what is stored; the bar is down at 0. */
  changes: number;
  onDiscard: () => void;
  /** The form that Save submits; without it Save calls `onSave`. */
  form?: string | undefined;
  onSave?: (() => void) | undefined;
  pending: boolean;
  /** What went wrong with the last try. */
  error?: ReactNode;
  saveLabel?: string | undefined;
};

/** Rises from the bottom while there are unsaved changes. */
export function SaveBar({
  changes,
  onDiscard,
  form,
  onSave,
  pending,
  error,
  saveLabel = "Save changes…",
}: SaveBarProps) {
  const hold = useHold();
  const up = changes > 0 || pending;
  const { noteOrigin, discard } = useFocusBack(up, onDiscard);
  const words = changes === 1 ? "1 unsaved change" : `${changes} unsaved changes`;
  return (
    <section aria-label="Unsaved changes" data-print="hide">
      <span role="status" className="sr-only">
        {up && words}
      </span>
      {up && (
        <div
          data-save-bar
          className="fixed inset-x-0 bottom-0 z-20 animate-rise border-t border-default bg-raised px-4 py-3 shadow-overlay md:left-52 md:px-6"
        >
          {error && (
            <div role="alert" className="mb-3 max-w-page">
              {error}
            </div>
          )}
          <div className="flex max-w-page flex-wrap items-center justify-between gap-2">
            <span aria-hidden className="font-medium short:max-xs:hidden">
              {words}
            </span>
            <span className="flex gap-2">
              <Button
                size="lg"
                onClick={discard}
                onFocus={noteOrigin}
                disabledReason={pending ? "The changes are on their way." : undefined}
              >
                Discard
              </Button>
              <Button
                size="lg"
                variant="primary"
                type={form ? "submit" : "button"}
                form={form}
                onClick={onSave}
                onFocus={noteOrigin}
                pending={pending}
                disabledReason={hold}
              >
                {saveLabel}
              </Button>
            </span>
          </div>
        </div>
      )}
    </section>
  );
}

/** Discard takes the bar away that it is on: the focus goes back to where it came from, or to the page. */
function useFocusBack(up: boolean, onDiscard: () => void) {
  const origin = useRef<HTMLElement>(null);
  const discarded = useRef(false);

  useEffect(() => {
    if (up || !discarded.current) return;
    discarded.current = false;
    const target = origin.current?.isConnected ? origin.current : document.getElementById("main");
    target?.focus({ preventScroll: true });
  }, [up]);

  return {
    noteOrigin: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !relatedTarget.closest("[data-save-bar]"))
        origin.current = relatedTarget;
    },
    discard: () => {
      discarded.current = true;
      onDiscard();
    },
  };
}
