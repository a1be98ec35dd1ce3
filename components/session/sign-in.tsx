"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { AccountSummary } from "@/lib/account-summary";
import { paths } from "@/lib/paths";

type Props = {
  accounts: AccountSummary[];
  /** The account the visitor came from, offered first. */
  account_id: string | undefined;
  callbackUrl: string | undefined;
  reason: string | undefined;
  error: string | undefined;
};

/** One button per account, and why the visitor is here again. */
export function SignIn({ accounts, account_id, callbackUrl, reason, error }: Props) {
  const [pending, setPending] = useState<string>();
  const [failed, setFailed] = useState(false);
  const wanted = accounts.find((account) => account.account_id === account_id);
  const others = accounts.filter((account) => account !== wanted);

  async function start(account: AccountSummary) {
    setPending(account.account_id);
    setFailed(false);
    try {
      const fallback = paths.connections(account.account_id);
      await signIn(account.account_id, {
        callbackUrl: account === wanted ? (callbackUrl ?? fallback) : fallback,
      });
    } catch {
      setPending(undefined);
      setFailed(true);
    }
  }

  const choice = (account: AccountSummary, variant: "primary" | "secondary") => (
    <li key={account.account_id} className="flex flex-wrap items-center justify-between gap-3 py-3">
      <div className="min-w-0">
        <p className="font-medium">
          <bdi>{account.label}</bdi>
          {account.cloud && <span className="font-normal text-muted"> · {account.cloud}</span>}
        </p>
        <p className="font-mono text-xs text-muted wrap-anywhere">{account.account_id}</p>
      </div>
      <Button
        variant={variant}
        pending={pending === account.account_id}
        onClick={() => void start(account)}
        aria-label={`Sign in to ${account.label}`}
      >
        Sign in
      </Button>
    </li>
  );

  return (
    <>
      <PageHeader
        title="Sign in"
        description="You sign in at Databricks with your own account. Latchkey acts with your rights and keeps your password out of it."
      />
      <div className="space-y-4">
        <Why reason={reason} error={error} />
        {failed && (
          <Notice tone="danger" role="alert" title="The console could not be reached">
            Check your network connection and try again.
          </Notice>
        )}
        {wanted && <ul>{choice(wanted, "primary")}</ul>}
        {wanted && others.length > 0 && <h2 className="font-semibold">Other accounts</h2>}
        {others.length > 0 && (
          <ul className="divide-y divide-subtle">
            {others.map((account) => choice(account, accounts.length === 1 ? "primary" : "secondary"))}
          </ul>
        )}
      </div>
    </>
  );
}

function Why({ reason, error }: { reason: string | undefined; error: string | undefined }) {
  if (error)
    return (
      <Notice tone="danger" title="Sign-in did not finish">
        {signInErrors.get(error) ?? "Databricks or this console refused it. Try again."}
      </Notice>
    );
  if (reason === "ended")
    return (
      <Notice tone="info" title="Your session has ended">
        Sign in again to go on where you were.
      </Notice>
    );
  if (reason === "signed-out") return <Notice tone="success" title="You are signed out" />;
  return null;
}

const notStored = "The console could not store the session. Nothing was changed. Try again in a minute.";

/** next-auth's error codes in words. A map, because the code comes from the address: an object has members of its own. */
const signInErrors = new Map([
  [
    "OAuthSignin",
    "Databricks could not be reached to start it. Check that the account host answers, then try again.",
  ],
  [
    "OAuthCallback",
    "Databricks refused it, it was cancelled, or it took longer than 10 minutes. Try again; if it stays, check the redirect URL and secret of Latchkey's own app connection.",
  ],
  ["OAuthCreateAccount", notStored],
  ["Callback", notStored],
]);
