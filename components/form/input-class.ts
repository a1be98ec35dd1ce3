/** The looks of everything one types into. */
export const inputClass =
  "block w-full min-w-0 rounded-md border border-control bg-surface px-3 text-base text-default transition-colors hover:border-control-hover aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted read-only:bg-sunken";
