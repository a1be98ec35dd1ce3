import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { linkClass } from "@/components/ui/link-class";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

export type ExternalLinkProps = { href: string; children: ReactNode };

/** A link out of the console. It opens in a new tab and says so. */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={linkClass(false)}>
      {children}
      <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5 align-[-0.125em]" />
      <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
    </a>
  );
}
