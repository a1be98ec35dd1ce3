"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAccount } from "@/components/session/account-context";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { isProblem } from "@/lib/problems";
import { customAppIntegrationsQuery } from "@/lib/queries/custom-app-integrations";

/** In place of every page of the account when Databricks says that this person is no account admin. */
export function AdminGate({ children }: { children: ReactNode }) {
  const { account_id, label } = useAccount();
  const { error, refetch, isFetching } = useInfiniteQuery(customAppIntegrationsQuery(account_id));
  if (!isProblem(error, "not-account-admin")) return children;
  return (
    <div className="max-w-form">
      <PageHeader
        title={`You are not an admin of ${label}`}
        description="Only account admins may see and change app connections. You are signed in, but without that role."
      />
      <h2 className="font-semibold">How to get the role</h2>
      <ol className="mt-2 list-decimal space-y-1 pl-5">
        <li>
          Ask an account admin of <bdi>{label}</bdi>. Give them the account ID:{" "}
          <span className="font-mono text-sm wrap-anywhere select-all">{account_id}</span>
        </li>
        <li>
          In the account console they open User management, choose you, then Roles, and turn on Account admin.
        </li>
        <li>Come back and check again. You need not sign out.</li>
      </ol>
      <p className="mt-4 text-muted">
        Databricks said: <bdi>{error.problem.detail}</bdi>
      </p>
      <Button className="mt-4" variant="primary" pending={isFetching} onClick={() => void refetch()}>
        Check again
      </Button>
    </div>
  );
}
