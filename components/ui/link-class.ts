/** The looks of a link; plain ones are underlined only when pointed at. */
export function linkClass(plain: boolean): string {
  return plain
    ? "rounded-md text-accent underline-offset-2 hover:underline"
    : "rounded-md text-accent underline decoration-accent-border underline-offset-2 hover:decoration-current";
}
