"use client";

import { Plus } from "lucide-react";
import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { paths } from "@/lib/paths";

/** The account has no custom connection yet: what one is, and the way to the first. */
export function ConnectionsEmpty() {
  const { account_id } = useAccount();
  return (
    <EmptyState
      title="No connections yet"
      actions={
        <ButtonLink variant="primary" href={paths.newConnection(account_id)} icon={<Plus aria-hidden />}>
          Create the first connection
        </ButtonLink>
      }
    >
      <p>
        A connection lets an application sign people in with their Databricks account and work with their
        rights: a dashboard server, a BI tool, a script on a laptop. It registers the application’s client ID,
        where Databricks may send people back to, and what the application may do.
      </p>
    </EmptyState>
  );
}
