import { PublishedAppDetail } from "@/components/published-apps/published-app-detail";

type Props = { params: Promise<{ app_id: string }> };

export default async function Page({ params }: Props) {
  return <PublishedAppDetail app_id={decodeURIComponent((await params).app_id)} />;
}
