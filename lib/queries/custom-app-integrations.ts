import {
  type InfiniteData,
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
} from "@tanstack/react-query";
import type { UpdateRequest } from "@/lib/account-api/custom-app-integration-input";
import {
  type CustomAppIntegration,
  type CustomAppIntegrationPage,
  customAppIntegrationPageSchema,
  customAppIntegrationSchema,
} from "@/lib/account-api/custom-app-integrations";
import { accountApiPaths } from "@/lib/account-api/paths";
import { acknowledgement } from "@/lib/acknowledgement";
import { type Creation, createOnce } from "@/lib/create-once";
import { entityTag } from "@/lib/editable-version";
import { send } from "@/lib/http";
import { reloadOpenIntents } from "@/lib/queries/intents";
import { noteRecentChange } from "@/lib/recent-changes";
import { sendOnce } from "@/lib/send-once";
import { z } from "@/lib/zod";

const keys = {
  all: (account_id: string) => ["accounts", account_id, "custom-app-integrations"] as const,
  list: (account_id: string) => [...keys.all(account_id), "list"] as const,
  one: (account_id: string, integration_id: string) => [...keys.all(account_id), integration_id] as const,
};

/** All custom app integrations of the account, page by page. The first page's token is the empty string. */
export const customAppIntegrationsQuery = (account_id: string) =>
  infiniteQueryOptions({
    queryKey: keys.list(account_id),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ include_creator_username: "true" });
      if (pageParam) query.set("page_token", pageParam);
      return send(`${accountApiPaths.customAppIntegrations(account_id)}?${query}`, {
        schema: customAppIntegrationPageSchema,
        signal,
      });
    },
    initialPageParam: "",
    // A token that comes back would page for ever.
    getNextPageParam: (page, _pages, _token, tokens) =>
      page.next_page_token && !tokens.includes(page.next_page_token) ? page.next_page_token : undefined,
  });

/** The rows of all loaded pages, each id once: one created or deleted while paging can shift between pages. */
export function loadedIntegrations(data: InfiniteData<CustomAppIntegrationPage>): CustomAppIntegration[] {
  return [
    ...new Map(data.pages.flatMap(({ apps }) => apps).map((app) => [app.integration_id, app])).values(),
  ];
}

/** True when the last loaded page points on to a page that cannot be asked for. */
export function isCutShort(data: InfiniteData<CustomAppIntegrationPage>): boolean {
  const token = data.pages.at(-1)?.next_page_token;
  return token !== undefined && data.pageParams.includes(token);
}

export const customAppIntegrationQuery = (account_id: string, integration_id: string) =>
  queryOptions({
    queryKey: keys.one(account_id, integration_id),
    queryFn: ({ signal }) =>
      send(accountApiPaths.customAppIntegration(account_id, integration_id), {
        schema: customAppIntegrationSchema,
        signal,
      }),
  });

/** Of the creations under way in this page. */
export const createKey = ["create"] as const;

/** What to send, and the codes of the warnings about it that the person has accepted. */
type Change<Body> = { body: Body; acknowledged?: readonly string[] };

/** Creates one, once however often it is called with the same request. A secret in the answer is sealed. */
export const createMutation = ({ account_id, subject }: { account_id: string; subject: string }) =>
  mutationOptions({
    mutationKey: createKey,
    mutationFn: (creation: Creation) => createOnce({ account_id, subject }, creation),
    onSuccess: ({ integration_id }) => {
      if (integration_id !== null) noteRecentChange(account_id, integration_id);
    },
    onSettled: (_created, _error, _body, _context, { client }) => {
      void client.invalidateQueries({ queryKey: keys.list(account_id) });
    },
  });

/** A change to one, and the version of it (`editableVersion`) that the change was made to. */
export type Update = Change<UpdateRequest> & { version: string };

/** Updates one, if it still has that version. The answer is what upstream holds afterwards. */
export const updateMutation = (account_id: string, integration_id: string) =>
  mutationOptions({
    mutationFn: ({ body, acknowledged, version }: Update) =>
      sendOnce(accountApiPaths.customAppIntegration(account_id, integration_id), {
        method: "PATCH",
        body,
        headers: { ...acknowledgement(acknowledged), "If-Match": entityTag(version) },
        schema: customAppIntegrationSchema,
      }),
    onSuccess: async (stored, _update, _context, { client }) => {
      const { queryKey } = customAppIntegrationQuery(account_id, integration_id);
      // A read that began before the update would bring the old state back.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, stored);
      void client.invalidateQueries({ queryKey: keys.list(account_id) });
    },
    onError: (_error, _update, _context, { client }) =>
      void client.invalidateQueries({ queryKey: keys.all(account_id) }),
  });

export const deleteMutation = (account_id: string, integration_id: string) =>
  mutationOptions({
    mutationFn: () =>
      sendOnce(accountApiPaths.customAppIntegration(account_id, integration_id), {
        method: "DELETE",
        schema: z.looseObject({}),
      }),
    onSuccess: (_answer, _variables, _context, { client }) => {
      client.removeQueries({ queryKey: keys.one(account_id, integration_id) });
      void client.invalidateQueries({ queryKey: keys.list(account_id) });
      // What was in doubt before is settled by this.
      void reloadOpenIntents(client, account_id);
    },
  });
