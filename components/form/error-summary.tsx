"use client";

import { CircleX } from "lucide-react";
import { type MouseEvent, type RefObject, useEffect, useRef } from "react";

export type SummaryError = { fieldId: string; message: string };

export type ErrorSummaryProps = {
  errors: readonly SummaryError[];
  /** Number of submits so far: each failed one brings the focus back here. */
  attempt: number;
  title?: string | undefined;
};

/** All that keeps a form from being sent, with links to the fields. It takes focus when it appears. */
export function ErrorSummary({ errors, attempt, title }: ErrorSummaryProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const shown = errors.length > 0;

  useFocusAfterAttempt(ref, shown, attempt);

  if (!shown) return null;

  function focusField(event: MouseEvent, fieldId: string) {
    const field = document.getElementById(fieldId);
    if (!field) return;
    event.preventDefault();
    field.focus();
  }

  return (
    <div
      role="alert"
      className="flex gap-2 rounded-lg border border-danger-border bg-danger-surface px-3 py-2.5"
    >
      <CircleX aria-hidden className="mt-0.5 text-danger" />
      <div className="min-w-0 flex-1">
        <h2 ref={ref} tabIndex={-1} className="rounded-md font-medium">
          {title ??
            (errors.length === 1
              ? "Nothing was sent: mend this first"
              : "Nothing was sent: mend these first")}
        </h2>
        <ul className="mt-1 space-y-1">
          {errors.map(({ fieldId, message }) => (
            <li key={`${fieldId} ${message}`}>
              <a
                href={`#${fieldId}`}
                onClick={(event) => focusField(event, fieldId)}
                className="rounded-md text-danger underline underline-offset-2 wrap-anywhere"
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/**
 * Focuses the summary once for each failed submit, whether its errors come with it or a moment later. An error that
 * appears after somebody went on, such as the first letters of a URL, must not take the focus from what they type.
 */
function useFocusAfterAttempt(ref: RefObject<HTMLElement | null>, shown: boolean, attempt: number): void {
  const latest = useRef(attempt);
  /** The attempt that has had its focus, or after which somebody went on. */
  const settled = useRef<number>(undefined);

  useEffect(() => {
    latest.current = attempt;
    if (!shown || settled.current === attempt) return;
    settled.current = attempt;
    ref.current?.focus();
  }, [ref, shown, attempt]);

  useEffect(() => {
    const goOn = () => {
      settled.current = latest.current;
    };
    document.addEventListener("keydown", goOn, { capture: true });
    document.addEventListener("pointerdown", goOn, { capture: true });
    return () => {
      document.removeEventListener("keydown", goOn, { capture: true });
      document.removeEventListener("pointerdown", goOn, { capture: true });
    };
  }, []);
}
