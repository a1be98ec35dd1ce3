import type { ReactNode } from "react";

export type EmptyStateProps = {
  title: string;
  /** What belongs here and why one wants it. */
  children: ReactNode;
  /** The next step. */
  actions?: ReactNode;
};

/** What stands where rows would be. "None yet" and "no match" are two different ones. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="rounded-lg border border-default bg-surface px-6 py-8">
      <p className="font-semibold">{title}</p>
      <div className="mt-1 max-w-form text-muted">{children}</div>
      {actions && <div className="mt-4 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
