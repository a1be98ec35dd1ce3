import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import { accountApiPaths } from "@/lib/account-api/paths";
import {
  type EnableRequest,
  enabledPublishedAppSchema,
  publishedAppIntegrationPageSchema,
  publishedAppIntegrationSchema,
  publishedAppPageSchema,
} from "@/lib/account-api/published-apps";
import { entityTag } from "@/lib/editable-version";
import { send } from "@/lib/http";
import { allPages } from "@/lib/queries/all-pages";
import { reloadOpenIntents } from "@/lib/queries/intents";
import { sendOnce } from "@/lib/send-once";
import { z } from "@/lib/zod";

const keys = {
  catalogue: (account_id: string) => ["accounts", account_id, "published-apps"] as const,
  integrations: (account_id: string) => ["accounts", account_id, "published-app-integrations"] as const,
};

/** The catalogue of apps Databricks publishes. It changes rarely, and not by us. */
export const publishedAppsQuery = (account_id: string) =>
  queryOptions({
    queryKey: keys.catalogue(account_id),
    queryFn: ({ signal }) =>
      allPages(accountApiPaths.publishedApps(account_id), publishedAppPageSchema, signal),
    staleTime: 5 * 60_000,
  });

/** The published apps that are enabled in the account. */
export const publishedAppIntegrationsQuery = (account_id: string) =>
  queryOptions({
    queryKey: keys.integrations(account_id),
    queryFn: ({ signal }) =>
      allPages(
        accountApiPaths.publishedAppIntegrations(account_id),
        publishedAppIntegrationPageSchema,
        signal,
      ),
  });

// Awaited by the mutations, so that they are pending until the page shows what upstream holds.
const readBack = (client: QueryClient, account_id: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.integrations(account_id) }),
    // What was in doubt before may be settled by this.
    reloadOpenIntents(client, account_id),
  ]);

/** Enables a published app. `app_id` is its natural key: upstream refuses to enable it twice. */
export const enableMutation = (account_id: string) =>
  mutationOptions({
    mutationFn: (body: EnableRequest) =>
      sendOnce(accountApiPaths.publishedAppIntegrations(account_id), {
        method: "POST",
        body,
        schema: enabledPublishedAppSchema,
      }),
    onSettled: (_answer, _error, _body, _context, { client }) => readBack(client, account_id),
  });

/** Reads one anew, past every cache. */
export const readPublishedIntegration = (account_id: string, integration_id: string) =>
  send(accountApiPaths.publishedAppIntegration(account_id, integration_id), {
    schema: publishedAppIntegrationSchema,
  });

/** A policy, and the version (`editableVersion`) of what it replaces. */
type UpdatePublished = { body: Pick<UpdateRequest, "token_access_policy">; version: string };

/** Updates one, if it still has that version. The answer is what upstream holds afterwards. */
export const updatePublishedMutation = (account_id: string, integration_id: string) =>
  mutationOptions({
    mutationFn: ({ body, version }: UpdatePublished) =>
      sendOnce(accountApiPaths.publishedAppIntegration(account_id, integration_id), {
        method: "PATCH",
        body,
        headers: { "If-Match": entityTag(version) },
        schema: publishedAppIntegrationSchema,
      }),
    onSettled: (_answer, _error, _body, _context, { client }) => readBack(client, account_id),
  });

/** Disables a published app for the whole account. */
export const disableMutation = (account_id: string, integration_id: string) =>
  mutationOptions({
    mutationFn: () =>
      sendOnce(accountApiPaths.publishedAppIntegration(account_id, integration_id), {
        method: "DELETE",
        schema: z.looseObject({}),
      }),
    onSettled: (_answer, _error, _body, _context, { client }) => readBack(client, account_id),
  });
