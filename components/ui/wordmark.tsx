/** The sign of the product: a key hole plate with its name. */
export function Wordmark({ name = true }: { name?: boolean | undefined }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg
        viewBox="0 0 20 20"
        aria-hidden="true"
        className="size-5 shrink-0 fill-none stroke-current text-accent"
      >
        <rect x="1.75" y="1.75" width="16.5" height="16.5" rx="4.25" strokeWidth="1.5" />
        <path
          d="M10 5.5a2.6 2.6 0 0 1 1.3 4.85l.7 4.15H8l.7-4.15A2.6 2.6 0 0 1 10 5.5Z"
          className="fill-current stroke-none"
        />
      </svg>
      {name && <span className="text-base font-semibold">Latchkey</span>}
    </span>
  );
}
