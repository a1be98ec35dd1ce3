/** The looks of a row in a menu or a list of options. */
export const menuItemClass =
  "flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-left text-base text-default outline-offset-[-2px] select-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-muted pointer-coarse:min-h-11 forced-colors:data-highlighted:bg-[Highlight] forced-colors:data-highlighted:text-[HighlightText] forced-colors:data-highlighted:forced-color-adjust-none";
