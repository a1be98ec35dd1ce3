import { type ReactNode, useId } from "react";

export type SectionProps = {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** For links to this section. */
  id?: string | undefined;
};

/** A part of a page under an h2. */
export function Section({ title, description, actions, children, id }: SectionProps) {
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId}>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={titleId} className="text-lg font-semibold">
            {title}
          </h2>
          {description && <p className="max-w-form text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
