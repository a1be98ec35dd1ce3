import { ConnectionDetail } from "@/components/connections/connection-detail";

type Props = { params: Promise<{ integration_id: string }> };

export default async function Page({ params }: Props) {
  return <ConnectionDetail integration_id={decodeURIComponent((await params).integration_id)} />;
}
