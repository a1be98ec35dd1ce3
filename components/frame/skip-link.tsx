/** First in the tab order of every page; visible when focused. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 rounded-md border border-control bg-raised px-3 py-2 font-medium text-default shadow-overlay not-focus:sr-only"
    >
      Skip to content
    </a>
  );
}
