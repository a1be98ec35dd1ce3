import "server-only";
import type { Account } from "@/lib/server/configuration";

export const account_id = "0d26daa6-5e44-4c97-a497-ef015f91254a";

/** The account of the tests, at `host`. */
export const testAccount = (host: string, changes: Partial<Account> = {}): Account => ({
  account_id,
  host,
  client_id: "11111111-0000-4000-8000-000000000000",
  client_secret: undefined,
  label: "Test",
  cloud: undefined,
  ...changes,
});
