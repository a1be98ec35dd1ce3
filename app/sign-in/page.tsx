import type { Metadata } from "next";
import { PlainFrame } from "@/components/frame/plain-frame";
import { SignIn } from "@/components/session/sign-in";
import { accountSummaries } from "@/lib/server/account-summaries";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const one = (name: string) => [query[name]].flat()[0];
  const callbackUrl = one("callbackUrl");
  return (
    <PlainFrame>
      <SignIn
        accounts={accountSummaries()}
        account_id={one("account_id") ?? accountIn(callbackUrl)}
        callbackUrl={callbackUrl}
        reason={one("reason")}
        error={one("error")}
      />
    </PlainFrame>
  );
}

/** The account a page belongs to: next-auth returns here after a failure with the page's address only. */
function accountIn(callbackUrl: string | undefined): string | undefined {
  return /\/accounts\/([\w-]+)/.exec(callbackUrl ?? "")?.[1];
}
