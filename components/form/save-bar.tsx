"use client";

import type { ReactNode } from "react";
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
            <span aria-hidden className="font-medium">
              {words}
            </span>
            <span className="flex gap-2">
              <Button
                size="lg"
                onClick={onDiscard}
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
