"use client";

import { Cable, History, LayoutGrid } from "lucide-react";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import { IntentsBanner } from "@/components/intents/intents-banner";
import { OutageBanner } from "@/components/outage/outage-banner";
import { AccountProvider } from "@/components/session/account-context";
import { AdminGate } from "@/components/session/admin-gate";
import { type Person, PersonProvider } from "@/components/session/person-context";
import { SessionWatch } from "@/components/session/session-watch";
import { SignOutItem } from "@/components/session/sign-out-item";
import { ReadOnlyBanner } from "@/components/store/read-only-banner";
import type { AccountSummary } from "@/lib/account-summary";
import { paths } from "@/lib/paths";

type Props = {
  account_id: string;
  accounts: AccountSummary[];
  person: Person;
  /** When the session ends, in milliseconds since the epoch. */
  endsAt: number;
  children: ReactNode;
};

/** The frame of every page of one account. */
export function AccountFrame({ account_id, accounts, person, endsAt, children }: Props) {
  const framedAccounts = accounts.map((account) => ({
    ...account,
    cloud: account.cloud ?? "Databricks",
    href: paths.connections(account.account_id),
  }));
  const account = accounts.find((each) => each.account_id === account_id);
  const framed = framedAccounts.find((each) => each.account_id === account_id);
  if (!account || !framed) return null;
  return (
    <AccountProvider account={account}>
      <PersonProvider person={person}>
        <AppFrame
          account={framed}
          otherAccounts={framedAccounts.filter((each) => each !== framed)}
          person={person}
          nav={[
            { href: paths.connections(account_id), label: "Connections", icon: <Cable aria-hidden /> },
            {
              href: paths.publishedApps(account_id),
              label: "Published apps",
              icon: <LayoutGrid aria-hidden />,
            },
            { href: paths.activity(account_id), label: "Activity", icon: <History aria-hidden /> },
          ]}
          homeHref={paths.connections(account_id)}
          signOut={<SignOutItem account_id={account_id} />}
          banner={
            <>
              <SessionWatch account_id={account_id} endsAt={endsAt} />
              <ReadOnlyBanner />
              <OutageBanner />
              <IntentsBanner />
            </>
          }
        >
          <AdminGate>{children}</AdminGate>
        </AppFrame>
      </PersonProvider>
    </AccountProvider>
  );
}
