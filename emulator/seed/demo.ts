import type { Cloud } from "../account";
import { enabledFromTheStart } from "./catalogue";
import type { PublishedSeeds } from "./published";
import type { Seed } from "./seed";

/** The accounts there from the start. */
export const demoAccounts: readonly {
  account_id: string;
  name: string;
  cloud: Cloud;
  seed: Seed;
  published_apps?: PublishedSeeds;
}[] = [
  {
    account_id: "5a1c0f3e-7d42-4b8a-9c16-2e8f4d7b1a01",
    name: "Acme production",
    cloud: "AWS",
    seed: "three_pages",
    published_apps: [
      ...enabledFromTheStart,
      // The catalogue has lost this one since.
      {
        app_id: "c2a7f6de-4b1d-11ee-be56-0242ac120002",
        name: "Databricks Excel add-in (preview)",
        token_access_policy: { access_token_ttl_in_minutes: 120, refresh_token_ttl_in_minutes: 1440 },
        created_days_ago: 640.5,
        created_by: "3310554871200461",
      },
    ],
  },
  { account_id: "8e47b2d9-1f60-4c35-a7b4-6d90c3e5f202", name: "Acme Europe", cloud: "Azure", seed: "demo" },
  { account_id: "c93d6a78-40be-4e12-b5f8-91a7d2048c03", name: "Acme sandbox", cloud: "GCP", seed: "empty" },
];
