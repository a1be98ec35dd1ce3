import { randomBytes } from "node:crypto";
import type { FaultPlan } from "./fault-plan";
import type { Ledger } from "./ledger";

export type Cloud = "AWS" | "Azure" | "GCP";

export type Person = {
  id: bigint;
  user_name: string;
  display_name: string;
  account_admin: boolean;
};

export type ServicePrincipal = {
  id: bigint;
  application_id: string;
  client_secret: string;
};

export type TokenAccessPolicy = {
  access_token_ttl_in_minutes: number;
  refresh_token_ttl_in_minutes: number;
  enable_single_use_refresh_tokens: boolean;
  absolute_session_lifetime_in_minutes?: number | undefined;
  /** Not of the vendor: set through the control endpoint so that tests need not wait five minutes. */
  access_token_ttl_in_seconds?: number | undefined;
};

export type CustomAppIntegration = {
  /** Place in the list; grows with each creation. */
  position: number;
  integration_id: string;
  client_id: string;
  client_secret: string | undefined;
  name: string;
  confidential: boolean;
  is_agent: boolean;
  redirect_urls: readonly string[];
  scopes: readonly string[];
  user_authorized_scopes: readonly string[];
  token_access_policy: TokenAccessPolicy;
  created_by: bigint;
  creator_username: string;
  created_at: number;
  principal_id: bigint;
};

/** A published app that is enabled in the account. */
export type PublishedAppIntegration = {
  /** Place in the list; grows with each creation. */
  position: number;
  integration_id: string;
  /** Of the catalogue, though the catalogue may have lost it since. */
  app_id: string;
  name: string;
  token_access_policy: TokenAccessPolicy;
  created_by: bigint | undefined;
  created_at: number;
};

export type Account = {
  account_id: string;
  name: string;
  cloud: Cloud;
  people: readonly Person[];
  service_principal: ServicePrincipal;
  /** The app the console signs in with; listed among the others. */
  console_client_id: string;
  /** By integration id, in order of creation. */
  integrations: Map<string, CustomAppIntegration>;
  integrations_by_client: Map<string, CustomAppIntegration>;
  /** By app id, in order of creation: an app is enabled once or not at all. */
  published: Map<string, PublishedAppIntegration>;
  next_position: number;
  ledger: Ledger;
  faults: FaultPlan;
};

export const newSecret = (): string => `dose${randomBytes(16).toString("hex")}`;

/** Principal ids are drawn from above 2^53, where a reader that uses doubles shows itself. */
export const newPrincipalId = (): bigint =>
  9_007_199_254_740_993n + BigInt(randomBytes(6).readUIntBE(0, 6)) * 2n;

/** The three ways integrations change; they keep the two maps and the positions in step. */
export const addIntegration = (
  account: Account,
  values: Omit<CustomAppIntegration, "position">,
): CustomAppIntegration => {
  const integration = { ...values, position: account.next_position };
  account.next_position += 1;
  return replaceIntegration(account, integration);
};

export const replaceIntegration = (
  account: Account,
  integration: CustomAppIntegration,
): CustomAppIntegration => {
  account.integrations.set(integration.integration_id, integration);
  account.integrations_by_client.set(integration.client_id, integration);
  return integration;
};

export const removeIntegration = (
  account: Account,
  { integration_id, client_id }: CustomAppIntegration,
): void => {
  account.integrations.delete(integration_id);
  account.integrations_by_client.delete(client_id);
};

export const addPublished = (
  account: Account,
  values: Omit<PublishedAppIntegration, "position">,
): PublishedAppIntegration => {
  const integration = { ...values, position: account.next_position };
  account.next_position += 1;
  account.published.set(integration.app_id, integration);
  return integration;
};

export const publishedById = (account: Account, integrationId: string): PublishedAppIntegration | undefined =>
  [...account.published.values()].find(({ integration_id }) => integration_id === integrationId);
