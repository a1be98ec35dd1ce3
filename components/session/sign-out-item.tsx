"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { requestLeave } from "@/components/leave-guard/use-leave-guard";
import { MenuItem } from "@/components/ui/menu-item";
import { dropAllDrafts } from "@/lib/page-draft";
import { paths } from "@/lib/paths";
import { announce } from "@/lib/session-state";

async function leave(account_id: string): Promise<void> {
  await signOut({ redirect: false });
  announce({ type: "signed-out" });
  dropAllDrafts();
  location.assign(paths.signIn({ account_id, reason: "signed-out" }));
}

export function SignOutItem({ account_id }: { account_id: string }) {
  return (
    <MenuItem icon={<LogOut aria-hidden />} onSelect={() => requestLeave(() => void leave(account_id))}>
      Sign out
    </MenuItem>
  );
}
