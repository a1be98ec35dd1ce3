import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const signs = {
  removed: { mark: "−", word: "Removed", line: "bg-danger-surface", text: "text-danger" },
  added: { mark: "+", word: "Added", line: "bg-success-surface", text: "text-success" },
};

type Props = {
  sign: keyof typeof signs;
  children: ReactNode;
  /** What follows from it. */
  note?: ReactNode;
};

/** One line of a comparison. The sign says what the colour says. */
export function DiffLine({ sign, children, note }: Props) {
  const { mark, word, line, text } = signs[sign];
  return (
    <li className={cn("flex gap-2 px-3 py-1.5", line)}>
      <span aria-hidden className={cn("w-3 shrink-0 text-center font-mono font-semibold select-none", text)}>
        {mark}
      </span>
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">{word}: </span>
        {children}
        {note && <span className="mt-0.5 block text-sm">{note}</span>}
      </span>
    </li>
  );
}
