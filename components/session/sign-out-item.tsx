"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { requestLeave } from "@/components/leave-guard/use-leave-guard";
import { MenuItem } from "@/components/ui/menu-item";
import { dropAllDrafts } from "@/lib/page-draft";
import { paths } from "@/lib/paths";
import { announce, reportSignOutFailed } from "@/lib/session-state";

async function leave(account_id: string): Promise<void> {
  if (!(await hasSignedOut())) return reportSignOutFailed();
  announce({ type: "signed-out" });
  dropAllDrafts();
  location.assign(paths.signIn({ account_id, reason: "signed-out" }));
}

async function hasSignedOut(): Promise<boolean> {
  try {
    const { url } = await signOut({ redirect: false, callbackUrl: paths.signIn() });
    // Where its CSRF token did not arrive, next-auth asks without one and is led to its own page.
    return new URL(url, location.href).pathname === paths.signIn();
  } catch {
    return false;
  }
}

export function SignOutItem({ account_id }: { account_id: string }) {
  return (
    <MenuItem icon={<LogOut aria-hidden />} onSelect={() => requestLeave(() => void leave(account_id))}>
      Sign out
    </MenuItem>
  );
}
