import type { Cloud } from "../account";
import type { Seed } from "./seed";

/** The accounts there from the start. */
export const demoAccounts: readonly { account_id: string; name: string; cloud: Cloud; seed: Seed }[] = [
  {
    account_id: "5a1c0f3e-7d42-4b8a-9c16-2e8f4d7b1a01",
    name: "Acme production",
    cloud: "AWS",
    seed: "three_pages",
  },
  { account_id: "8e47b2d9-1f60-4c35-a7b4-6d90c3e5f202", name: "Acme Europe", cloud: "Azure", seed: "demo" },
  { account_id: "c93d6a78-40be-4e12-b5f8-91a7d2048c03", name: "Acme sandbox", cloud: "GCP", seed: "empty" },
];
