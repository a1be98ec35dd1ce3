import NextLink from "next/link";
import type { ComponentProps } from "react";
import { linkClass } from "@/components/ui/link-class";
import { cn } from "@/lib/cn";

export type LinkProps = ComponentProps<typeof NextLink> & {
  /** Without underline until hovered, where its place already says that it is a link: lists, crumbs. */
  plain?: boolean | undefined;
};

/** A link in text, to another page of the console. */
export function Link({ plain = false, className, ...rest }: LinkProps) {
  return <NextLink {...rest} className={cn(linkClass(plain), className)} />;
}
