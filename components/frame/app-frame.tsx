import { CSPProvider } from "@base-ui/react/csp-provider";
import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/frame/account-menu";
import type { FrameAccount, FrameAccountLink, FramePerson, NavItem } from "@/components/frame/frame-types";
import { NavList } from "@/components/frame/nav-list";
import { NavSheet } from "@/components/frame/nav-sheet";
import { PersonMenu } from "@/components/frame/person-menu";
import { SkipLink } from "@/components/frame/skip-link";
import { PopupProvider } from "@/components/ui/popup-context";
import { PopupOutlet } from "@/components/ui/popup-outlet";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { Wordmark } from "@/components/ui/wordmark";

export type AppFrameProps = {
  account: FrameAccount;
  /** The other accounts one may change to. */
  otherAccounts?: readonly FrameAccountLink[] | undefined;
  person: FramePerson;
  nav: readonly NavItem[];
  /** Where the product's name leads. */
  homeHref: string;
  /** A MenuItem that signs out. */
  signOut: ReactNode;
  /** Above the page, below the header: secrets that wait, session about to end. */
  banner?: ReactNode;
  children: ReactNode;
};

/** Header, side bar and main column of every page inside an account. */
export function AppFrame({
  account,
  otherAccounts = [],
  person,
  nav,
  homeHref,
  signOut,
  banner,
  children,
}: AppFrameProps) {
  return (
    <CSPProvider disableStyleElements>
      <PopupProvider>
        <SkipLink />
        <div data-account-colour={account.colour} className="flex min-h-dvh flex-col">
          <header
            data-print="hide"
            className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-1 border-b border-default bg-sunken px-2 before:absolute before:inset-x-0 before:top-0 before:h-[3px] before:bg-account md:gap-2 md:px-4 forced-colors:before:bg-[Highlight]"
          >
            <div className="md:hidden">
              <NavSheet items={nav} />
            </div>
            <Link href={homeHref} className="flex rounded-md max-md:hidden md:w-50">
              <Wordmark />
            </Link>
            <div className="flex min-w-0 flex-1">
              <AccountMenu account={account} others={otherAccounts} />
            </div>
            <ThemeSwitch />
            <PersonMenu person={person} signOut={signOut} />
          </header>
          <div className="flex flex-1">
            <aside
              data-print="hide"
              className="hidden w-52 shrink-0 border-r border-default bg-sunken md:block"
            >
              <div className="sticky top-12 max-h-[calc(100dvh-3rem)] overflow-y-auto p-2">
                <NavList items={nav} />
              </div>
            </aside>
            <div className="min-w-0 flex-1">
              {/* As wide as the page below, with its padding. */}
              <div className="max-w-[calc(var(--container-page)+3rem)]">{banner}</div>
              <main id="main" tabIndex={-1} className="p-4 outline-none md:p-6">
                <div className="max-w-page">{children}</div>
                <PopupOutlet />
              </main>
            </div>
          </div>
        </div>
      </PopupProvider>
    </CSPProvider>
  );
}
