import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AccountFrame } from "@/components/session/account-frame";
import { accountSummaries } from "@/lib/server/account-summaries";
import { requireSession } from "@/lib/server/require-session";

type Props = { params: Promise<{ account_id: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account_id } = await params;
  const account = accountSummaries().find((each) => each.account_id === account_id);
  if (!account) return {};
  return {
    title: { default: account.label, template: `%s · ${account.label} · Latchkey` },
    icons: `/favicon-account-${account.colour}.svg`,
  };
}

export default async function AccountLayout({ params, children }: Props) {
  const { session, account } = await requireSession((await params).account_id);
  return (
    <AccountFrame
      account_id={account.account_id}
      accounts={accountSummaries()}
      person={{ subject: session.subject, name: session.name, email: session.email }}
      endsAt={session.expires_at}
    >
      {children}
    </AccountFrame>
  );
}
