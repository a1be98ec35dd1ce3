"use client";

import { createContext, type ReactNode, use } from "react";
import type { AccountSummary } from "@/lib/account-summary";

const AccountContext = createContext<AccountSummary | undefined>(undefined);

export function AccountProvider({ account, children }: { account: AccountSummary; children: ReactNode }) {
  return <AccountContext value={account}>{children}</AccountContext>;
}

/** The account this page belongs to. Throws outside an account's pages. */
export function useAccount(): AccountSummary {
  const account = use(AccountContext);
  if (!account) throw new Error("useAccount needs a page of an account.");
  return account;
}
