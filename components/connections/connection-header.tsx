import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyValue } from "@/components/ui/copy-value";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import type { CustomAppIntegration } from "@/lib/account-api/custom-app-integrations";
import { paths } from "@/lib/paths";

/** Name, kind and client ID of a connection, and what one can do with it as a whole. */
export function ConnectionHeader({ connection }: { connection: CustomAppIntegration }) {
  const { account_id } = useAccount();
  const { integration_id, name, client_id, confidential } = connection;
  return (
    <PageHeader
      above={<Link href={paths.connections(account_id)}>Connections</Link>}
      title={<bdi>{name || "(no name)"}</bdi>}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          Custom connection, {confidential ? "confidential client" : "public client"}
          <CopyValue value={client_id} what="client ID" />
        </span>
      }
      actions={
        <>
          <ButtonLink href={paths.activity(account_id, integration_id)}>History</ButtonLink>
          <ButtonLink href={paths.newConnection(account_id, integration_id)}>
            {confidential ? "Copy or replace" : "Copy"}
          </ButtonLink>
        </>
      }
    />
  );
}
