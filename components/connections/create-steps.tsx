import { Check } from "lucide-react";
import { useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

export const createStepTitles = ["What connects", "Name, URLs and scopes", "Lifetimes", "Review"] as const;

type Props = {
  /** Place of the step that is open, from 0. */
  current: number;
  /** Goes back to a step that is done. */
  onBackTo?: ((step: number) => void) | undefined;
  /** Somebody came here by a press, which is gone with the step before. */
  takesFocus?: boolean;
};

/** The steps of a create: which are done, which one this is, what comes. */
export function CreateSteps({ current, onBackTo, takesFocus = false }: Props) {
  const here = useFocusOnStep(current, takesFocus);
  return (
    <nav aria-label="Steps" className="mb-6">
      <ol className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {createStepTitles.map((title, step) => {
          const done = step < current;
          const label = (
            <>
              <span
                aria-hidden
                className={cn(
                  "grid size-5 shrink-0 place-items-center rounded-full border text-xs tabular-nums",
                  step === current
                    ? "border-transparent bg-accent font-semibold text-on-accent"
                    : "border-control text-muted",
                )}
              >
                {done ? <Check className="size-3" /> : step + 1}
              </span>
              {title}
            </>
          );
          const look = "flex items-center gap-2 py-1 pointer-coarse:min-h-11";
          return (
            <li
              key={title}
              ref={step === current ? here : undefined}
              tabIndex={-1}
              aria-current={step === current ? "step" : undefined}
              className="-mx-1 rounded-md px-1"
            >
              {done && onBackTo ? (
                <button
                  type="button"
                  className={cn(
                    look,
                    "rounded-md text-muted underline-offset-2 hover:text-accent hover:underline",
                  )}
                  onClick={() => onBackTo(step)}
                >
                  {label}
                  <span className="sr-only">, done</span>
                </button>
              ) : (
                <span className={cn(look, step === current ? "font-medium" : "text-muted")}>{label}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** What was pressed is gone in the next step, so the focus starts at the step's name. The review is a dialog of its own. */
function useFocusOnStep(current: number, takesFocus: boolean) {
  const ref = useRef<HTMLLIElement>(null);
  const last = useRef(takesFocus ? undefined : current);
  useEffect(() => {
    const before = last.current;
    last.current = current;
    const review = createStepTitles.length - 1;
    if (before === current || before === review || current === review) return;
    ref.current?.focus();
  }, [current]);
  return ref;
}
