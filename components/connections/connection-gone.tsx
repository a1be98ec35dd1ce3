import { useAccount } from "@/components/session/account-context";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";

/** Instead of a connection that is not there; `name` when it was there before. */
export function ConnectionGone({ integration_id, name }: { integration_id: string; name?: string }) {
  const { account_id } = useAccount();
  return (
    <PageHeader
      above={<Link href={paths.connections(account_id)}>Connections</Link>}
      title="This connection does not exist"
      description={
        name === undefined
          ? "It was deleted, or the address is not complete. Connections of other accounts are not found here either."
          : `${name} was deleted while this page was open.`
      }
      actions={
        <>
          <ButtonLink href={paths.activity(account_id, integration_id)}>History</ButtonLink>
          <ButtonLink href={paths.connections(account_id)}>Back to the list</ButtonLink>
        </>
      }
    />
  );
}
