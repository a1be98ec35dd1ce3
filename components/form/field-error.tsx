import { CircleX } from "lucide-react";
import type { ReactNode } from "react";

/** Says what is wrong with a value and how to mend it, right below it. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1.5 flex gap-1.5 text-sm text-danger">
      <CircleX aria-hidden className="mt-0.5" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
