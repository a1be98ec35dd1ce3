import { PlainFrame } from "@/components/frame/plain-frame";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";

export default function NotFound() {
  return (
    <PlainFrame>
      <PageHeader
        title="There is no page at this address"
        description="The address may be incomplete, or it names an account that this console is not set up for."
      />
      <ButtonLink href="/">Go to the start page</ButtonLink>
    </PlainFrame>
  );
}
