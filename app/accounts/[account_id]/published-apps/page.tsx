import type { Metadata } from "next";
import { PublishedAppsPage } from "@/components/published-apps/published-apps-page";

export const metadata: Metadata = { title: "Published apps" };

export default function Page() {
  return <PublishedAppsPage />;
}
