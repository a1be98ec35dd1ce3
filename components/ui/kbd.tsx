import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-md border border-default bg-sunken px-1 text-xs text-muted">
      {children}
    </kbd>
  );
}
