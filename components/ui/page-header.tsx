import type { ReactNode } from "react";

export type PageHeaderProps = {
  title: ReactNode;
  /** A line above the title, usually the link back to the list. */
  above?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
};

/** The one h1 of a page with what belongs to it. */
export function PageHeader({ title, above, description, actions }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-full">
        {above && <div className="mb-1 text-sm text-muted">{above}</div>}
        <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
        {description && <div className="mt-1 text-muted">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
