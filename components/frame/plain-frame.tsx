import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";
import { SkipLink } from "@/components/frame/skip-link";
import { PopupProvider } from "@/components/ui/popup-context";
import { PopupOutlet } from "@/components/ui/popup-outlet";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { Wordmark } from "@/components/ui/wordmark";

export type PlainFrameProps = {
  children: ReactNode;
  /** A line at the foot of the page: where to ask for help, the version. */
  footer?: ReactNode;
};

/** Frame of the pages outside an account: sign-in, denied, errors. */
export function PlainFrame({ children, footer }: PlainFrameProps) {
  return (
    <CSPProvider disableStyleElements>
      <PopupProvider>
        <SkipLink />
        <div className="flex min-h-dvh flex-col">
          <header className="flex h-12 shrink-0 items-center justify-between border-b border-default bg-sunken px-4 md:px-6">
            <Wordmark />
            <ThemeSwitch />
          </header>
          <main id="main" tabIndex={-1} className="flex-1 px-4 py-8 outline-none md:px-6 md:py-12">
            <div className="max-w-form">{children}</div>
            <PopupOutlet />
          </main>
          {footer && (
            <footer className="border-t border-subtle px-4 py-4 text-sm text-muted md:px-6">{footer}</footer>
          )}
        </div>
      </PopupProvider>
    </CSPProvider>
  );
}
