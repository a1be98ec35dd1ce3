import type { ReactNode } from "react";

export type Fact = { term: string; value: ReactNode };

/** Names and values in rows. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-subtle rounded-lg border border-default bg-surface">
      {facts.map(({ term, value }) => (
        <div key={term} className="gap-x-4 px-4 py-2.5 sm:flex">
          <dt className="shrink-0 text-muted sm:w-44">{term}</dt>
          <dd className="min-w-0 flex-1 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
